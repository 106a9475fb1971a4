"""What a message belongs to: an order's conversation, or a question about an offer.

Messages come flat, without a thread's id. Those of an order are one discussion, known by the order's id. A
question about an offer is a discussion of its own, known by the message's id: one for each customer and
question, never one for an offer. The two ids cannot be mistaken for each other, since messages have UUIDs
and the services refuse a UUID where an order's id belongs.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.fnac_darty.credentials import is_uuid
from guichet.platforms.fnac_darty.moments import moment
from guichet.platforms.fnac_darty.node import Node

ORDER = "ORDER"
OFFER = "OFFER"


@dataclass(frozen=True, slots=True)
class Matter:
    """`kind` is ORDER, OFFER, or a word nobody knows yet; `id` is the discussion's."""

    kind: str
    id: str


def matter_of(message: Node) -> Matter:
    """The discussion a message belongs to; its id is empty where the message does not tell."""
    fields, referer = message.fields, message.child("message_referer")
    kind = (referer.fields.text("@type") or _guess(message)).upper()
    if kind == ORDER:
        return Matter(ORDER, referer.words)
    return Matter(kind, fields.text("message_id") or "")


def _guess(message: Node) -> str:
    """The schema lets the type be absent; a title and an answer belong to offers only."""
    is_offer = any(message.children(name) for name in ("message_offer_title", "answer", "answer_at"))
    return OFFER if is_offer else ORDER


def is_question(discussion_id: str) -> bool:
    """Whether a discussion is a question about an offer rather than an order's conversation."""
    return is_uuid(discussion_id)


def fingerprint(message: Node) -> str:
    """Equal for two readings of a message in which nothing has changed, its state included."""
    canonical = etree.tostring(message.element, method="c14n", with_tail=False)
    return sha256(canonical).hexdigest()[:12]


def changed_at(message: Node) -> datetime | None:
    """When a message last changed, by the marketplace's clock."""
    fields = message.fields
    return moment(fields, "updated_at") or moment(fields, "created_at")
