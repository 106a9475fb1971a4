"""What the next passes must know of an item, before anything of it is parsed for people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from guichet.platforms.fields import FieldError
from guichet.platforms.port import Memory
from guichet.platforms.rakuten_fr import questions
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.moments import moment

KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Facts:
    """`newest` is when the last word was said; `ordered_at` when the item was bought."""

    newest: datetime | None
    ordered_at: datetime | None
    purchase_id: str | None
    is_question: bool
    is_answered: bool


def facts_of(root: Part, item_id: str, zone: ZoneInfo, now: datetime) -> Facts:
    """FieldError where the answer is about another item, or none."""
    response = root.child("response")
    item = response.child("item")
    if item.text("itemid") != item_id:
        raise FieldError("the answer is about another item")
    said = [*item.children("message"), *item.children("mail")]
    moments = [moment(each.text("senddate"), zone, now) for each in said]
    moments.append(moment(item.child("claim").text("creationdate"), zone, now))
    return Facts(
        newest=max((m for m in moments if m is not None), default=None),
        ordered_at=moment(item.text("date"), zone, now),
        purchase_id=response.text("purchaseid"),
        is_question=questions.is_question(response, item),
        is_answered=any(each.text("status") == "SENT" for each in item.children("message")),
    )


def note_facts(memory: Memory, item_id: str, facts: Facts) -> None:
    """Keep what orders and replies ask for later."""
    if facts.is_question:
        questions.note(memory, item_id, is_answered=facts.is_answered)
    if facts.purchase_id and facts.ordered_at:
        _note_purchase(memory, facts.purchase_id, facts.ordered_at.isoformat())


def _note_purchase(memory: Memory, purchase_id: str, placed_at: str) -> None:
    if memory.recall(_key(purchase_id), KEPT) != placed_at:
        memory.remember(_key(purchase_id), placed_at)


def placed_at(memory: Memory, purchase_id: str) -> datetime | None:
    """When an order was placed, as far as one of its items told."""
    kept = memory.recall(_key(purchase_id), KEPT)
    return datetime.fromisoformat(kept) if isinstance(kept, str) else None


def _key(purchase_id: str) -> str:
    return f"rakuten_fr.placed.{purchase_id}"
