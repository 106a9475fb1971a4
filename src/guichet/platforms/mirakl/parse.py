"""Mirakl's threads (M10, M11) in our words."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from guichet.platforms.errors import Unreadable
from guichet.platforms.fields import FieldError, Fields, dump, load
from guichet.platforms.mirakl.parse_message import parse_message
from guichet.platforms.mirakl.parse_people import participants, possible_recipients
from guichet.platforms.port import Page, Product, SetAside, Thread
from guichet.platforms.text import one_line, plain
from guichet.platforms.words import DiscussionType

_log = logging.getLogger("guichet.mirakl")

# What a topic's code is looked up as, for the kind of thing a thread is about (RE01's types).
REASON_TYPES = {
    "MMP_ORDER": "ORDER_MESSAGING",
    "MMP_OFFER": "OFFER_MESSAGING",
    "SELLER_OPERATOR": "MMP_SELLER_MESSAGING",
}
_TYPES = {
    "MMP_ORDER": DiscussionType.ORDER,
    "MPS_ORDER": DiscussionType.ORDER,
    "MMP_OFFER": DiscussionType.PRODUCT,
    "MPS_SERVICE": DiscussionType.PRODUCT,
}
# Orders before offers, should a thread ever name several things.
_RANK = ("MMP_ORDER", "MPS_ORDER", "MMP_OFFER", "MPS_SERVICE", "SELLER_OPERATOR")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is known of the operator besides the page: labels by (type, code)."""

    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)


def outline(body: bytes) -> Fields:
    """A page as fields; Unreadable where it is no object with a list of threads."""
    try:
        page = Fields.of(load(body), "page")
    except ValueError:
        raise Unreadable("The page of discussions is not readable.", body) from None
    if not isinstance(page.values.get("data"), list):
        raise Unreadable("The page holds no list of discussions.", body)
    return page


def parse_page(body: bytes, settings: Settings) -> Page:
    """All threads of a page; those that cannot be understood are set aside, each in a page of its own."""
    threads: list[Thread] = []
    aside: list[SetAside] = []
    entries = outline(body).values["data"]
    assert isinstance(entries, list)  # noqa: S101 - outline has looked
    for entry in entries:
        parsed = _parse_or_set_aside(entry, settings)
        (threads if isinstance(parsed, Thread) else aside).append(parsed)  # type: ignore[arg-type]
    return Page(tuple(threads), tuple(aside))


def _parse_or_set_aside(entry: object, settings: Settings) -> Thread | SetAside:
    try:
        return parse_thread(Fields.of(entry, "thread"), settings)
    except FieldError as error:
        return SetAside(dump({"data": [entry]}), f"A discussion could not be read: {error}.")
    except Exception as error:
        # One thread nobody foresaw must not stop a channel; it is kept and can be parsed again.
        _log.exception("a thread could not be parsed")
        return SetAside(dump({"data": [entry]}), f"A discussion could not be read: {type(error).__name__}.")


def parse_thread(thread: Fields, settings: Settings) -> Thread:
    """One thread; FieldError where an id or a moment that everything hangs on is missing."""
    people = participants(thread)
    messages = tuple(parse_message(m, people) for m in thread.children("messages"))
    metadata, entity = thread.child("metadata"), _entity(thread)
    kind, since = entity.text("type") or "", metadata.moment("shop_reply_needed_since")
    moments = [m.sent_at for m in messages]
    created = _moment(thread.moment("date_created"), *sorted(moments))
    return Thread(
        marketplace_id=thread.required("id"),
        type=_TYPES.get(kind, DiscussionType.OTHER),
        subject=_subject(thread.child("topic"), kind, settings.reasons),
        participants=people,
        possible_recipients=possible_recipients(thread),
        created_at=created,
        updated_at=_moment(thread.moment("date_updated"), metadata.moment("last_message_date"), created),
        message_count=max(metadata.whole("total_count") or 0, len(messages)),
        messages=tuple(sorted(messages, key=lambda m: m.sent_at)),
        order_id=entity.text("id") if kind == "MMP_ORDER" else None,
        product=_product(entity) if kind == "MMP_OFFER" else None,
        needs_reply_since=since,
    )


def _entity(thread: Fields) -> Fields:
    entities = thread.children("entities")
    known = [e for e in entities if e.text("type") in _RANK]
    by_rank = sorted(known, key=lambda e: _RANK.index(e.text("type") or ""))
    return (by_rank or entities or [Fields({}, "thread.entities")])[0]


def _subject(topic: Fields, kind: str, reasons: Mapping[tuple[str, str], str]) -> str:
    value = topic.text("value") or ""
    if topic.text("type") != "REASON_CODE":
        return one_line(plain(value))
    exact = reasons.get((REASON_TYPES.get(kind, ""), value))
    anywhere = next((label for (_, code), label in reasons.items() if code == value), None)
    return one_line(exact or anywhere or value)


def _product(entity: Fields) -> Product | None:
    title, offer = entity.words("label"), entity.text("id")
    return (
        Product(title=title if title != offer else None, marketplace_product_id=offer)
        if offer or title
        else None
    )


def _moment(*candidates: datetime | None) -> datetime:
    found = next((moment for moment in candidates if moment is not None), None)
    if found is None:
        raise FieldError("thread.date_created is missing")
    return found
