"""An order's conversation: its messages in one line, and the claims on the order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from guichet.platforms.fnac_darty.bundles import Bundle
from guichet.platforms.fnac_darty.matters import ORDER, changed_at
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.parse_claim import Claims, parse_claims
from guichet.platforms.fnac_darty.parse_people import SYSTEM, everyone, participant, role_of
from guichet.platforms.fnac_darty.standing import can_answer, is_settled
from guichet.platforms.port import Message, Participant, Thread
from guichet.platforms.text import one_line, plain
from guichet.platforms.words import DiscussionType, ParticipantKind

Read = Sequence[tuple[Node, Message]]


def conversation(bundle: Bundle, read: Read, brand: str) -> Thread:
    """The conversation of an order; a message of an unknown kind is a discussion that takes no answer."""
    read = sorted(read, key=lambda pair: pair[1].sent_at)
    claims = parse_claims(bundle.claims, [message for _, message in read], brand)
    to_service = claims.is_ever or any(_is_from_service(node, message) for node, message in read)
    said = [message if to_service else _to_the_customer(message) for _, message in read]
    messages = sorted([*said, *claims.unsaid], key=lambda message: message.sent_at)
    is_order = bundle.matter.kind == ORDER
    return Thread(
        marketplace_id=bundle.matter.id,
        type=DiscussionType.ORDER if is_order else DiscussionType.OTHER,
        subject=_subject(read),
        participants=everyone([message.author for message in messages]),
        possible_recipients=_possible_recipients(read, claims, brand) if is_order else (),
        created_at=messages[0].sent_at,
        updated_at=max(changed_at(node) or message.sent_at for node, message in read),
        message_count=len(messages),
        messages=tuple(messages),
        order_id=bundle.matter.id if is_order else None,
        needs_reply_since=_needs_reply_since(read, claims) if is_order else None,
    )


def _subject(read: Read) -> str:
    subjects = (one_line(plain(node.fields.text("message_subject") or "")) for node, _ in read)
    return next((subject for subject in subjects if subject), "")


def _possible_recipients(read: Read, claims: Claims, brand: str) -> tuple[Participant, ...]:
    """The customer always; the customer service where it has written or a claim is open.

    Both bear the id of the newest message received, which a reply has to quote; None where nobody has
    written to the seller yet.
    """
    received = [(node, message) for node, message in read if _is_received(message)]
    if received and not can_answer(received[-1][0]):
        return ()
    quoted = received[-1][1].marketplace_id if received else None
    people = {person.kind: person for person in everyone([message.author for _, message in read])}
    customer = people.get(ParticipantKind.CUSTOMER, Participant(ParticipantKind.CUSTOMER, ""))
    service = people.get(ParticipantKind.MARKETPLACE, participant("", "", brand))
    may_write_to_service = claims.is_open or any(_is_from_service(node, m) for node, m in read)
    found = [customer, service] if may_write_to_service else [customer]
    return tuple(replace(person, marketplace_id=quoted) for person in found)


def _needs_reply_since(read: Read, claims: Claims) -> datetime | None:
    """Since the first message after the seller's last word that the seller has not put away.

    The service does not tell for a conversation; for a claim it does.
    """
    since: datetime | None = claims.waits_since
    for node, message in reversed(read):
        if message.author.kind is ParticipantKind.MERCHANT:
            break
        if role_of(node) != SYSTEM and not is_settled(node):
            since = message.sent_at if since is None else min(since, message.sent_at)
    return since


def _to_the_customer(message: Message) -> Message:
    """The seller's message where nobody else can be written to: without a claim the service takes nothing."""
    is_ours = message.author.kind is ParticipantKind.MERCHANT
    return replace(message, recipients=(ParticipantKind.CUSTOMER,)) if is_ours else message


def _is_received(message: Message) -> bool:
    return message.author.kind is not ParticipantKind.MERCHANT


def _is_from_service(node: Node, message: Message) -> bool:
    return message.author.kind is ParticipantKind.MARKETPLACE and role_of(node) != SYSTEM
