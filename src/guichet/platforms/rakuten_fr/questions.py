"""Questions asked before buying take one answer.

The web service is not known to show them; should it, they are items that nobody has ordered. The first
answer ends the matter over there, so a second one is refused before it leaves.
"""

from collections.abc import Iterable
from datetime import timedelta

from guichet.platforms.errors import Refused
from guichet.platforms.port import Memory, Message, Participant
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.words import ParticipantKind

KEPT = timedelta(days=365)
_OPEN, _ANSWERED = "open", "answered"


def is_question(response: Part, item: Part) -> bool:
    """Whether nobody has ordered this: no order, no date of one, no state of it."""
    return not (response.text("purchaseid") or item.text("date") or item.text("itemstatus"))


def open_to(possible: Iterable[Participant], messages: Iterable[Message]) -> tuple[Participant, ...]:
    """Who of these may still be written to about a question."""
    if not any(message.author.kind is ParticipantKind.MERCHANT for message in messages):
        return tuple(possible)
    return tuple(participant for participant in possible if participant.kind is not ParticipantKind.CUSTOMER)


def note(memory: Memory, item_id: str, *, is_answered: bool) -> None:
    """Remember that an item is a question; an answer is never forgotten by a later, older view."""
    known = memory.recall(_key(item_id), KEPT)
    fresh = _ANSWERED if is_answered or known == _ANSWERED else _OPEN
    if fresh != known:
        memory.remember(_key(item_id), fresh)


def check(memory: Memory, item_id: str) -> None:
    """Refused where the one answer was given."""
    if memory.recall(_key(item_id), KEPT) == _ANSWERED:
        raise Refused("A question asked before buying takes one answer, and this one has had it.")


def answered(memory: Memory, item_id: str) -> None:
    """An answer was accepted; nothing to do for an order."""
    if memory.recall(_key(item_id), KEPT) == _OPEN:
        memory.remember(_key(item_id), _ANSWERED)


def _key(item_id: str) -> str:
    return f"rakuten_fr.question.{item_id}"
