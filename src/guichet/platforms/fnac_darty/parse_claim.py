"""What the claims on an order add to its conversation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from guichet.platforms.fnac_darty.moments import moment
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.parse_people import opener_of
from guichet.platforms.port import Message
from guichet.platforms.text import gist, plain
from guichet.platforms.words import ParticipantKind

# A claim's words are the message that opened it; only well after that time is it certain that none came.
_SURE = timedelta(minutes=30)
_SAME_TIME = timedelta(seconds=2)
_CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class Claims:
    """`waits_since`: the marketplace has been waiting for the seller since then."""

    is_ever: bool = False
    is_open: bool = False
    waits_since: datetime | None = None
    # Opening words that no message of the order carries.
    unsaid: tuple[Message, ...] = ()


def parse_claims(claims: Iterable[Node], messages: Sequence[Message], brand: str) -> Claims:
    """The claims on one order, beside its messages."""
    entries = list(claims)
    still_open = [claim.child("header") for claim in entries if _is_open(claim.child("header"))]
    waiting = [since for header in still_open if (since := _waits_since(header, messages))]
    said = [_opening(claim, brand) for claim in entries]
    return Claims(
        is_ever=bool(entries),
        is_open=bool(still_open),
        waits_since=min(waiting, default=None),
        unsaid=tuple(opening for opening in said if opening and not _is_said(opening, messages)),
    )


def _is_open(header: Node) -> bool:
    # OPENED in one recorded answer, OPEN in another.
    return (header.fields.text("status") or _CLOSED).upper() != _CLOSED


def _waits_since(header: Node, messages: Sequence[Message]) -> datetime | None:
    """Since when the claim waits, unless the seller has written after it last changed."""
    fields = header.fields
    since = moment(fields, "updated_at") or moment(fields, "created_at")
    if since is None or (fields.text("waiting_for_seller_answer") or "").upper() != "TRUE":
        return None
    answered = any(m.author.kind is ParticipantKind.MERCHANT and m.sent_at >= since for m in messages)
    return None if answered else since


def _opening(claim: Node, brand: str) -> Message | None:
    header = claim.child("header")
    claim_id, at = claim.fields.text("@id"), moment(header.fields, "created_at")
    raw = header.markup("message")
    body = plain(raw)
    if not (claim_id and at and body):
        return None
    author = opener_of(header, brand)
    to = () if author.kind is ParticipantKind.MERCHANT else (ParticipantKind.MERCHANT,)
    return Message(f"claim/{claim_id}", author, to, body, at, raw if raw != body else None)


def _is_said(opening: Message, messages: Sequence[Message]) -> bool:
    newest = max((message.sent_at for message in messages), default=opening.sent_at)
    return newest < opening.sent_at + _SURE or any(
        gist(message.body) == gist(opening.body) or abs(message.sent_at - opening.sent_at) <= _SAME_TIME
        for message in messages
    )
