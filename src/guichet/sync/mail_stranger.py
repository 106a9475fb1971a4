"""A mail that a person vouched for."""

from dataclasses import replace

from guichet.inbox.models import RawMail
from guichet.platforms.mail import NO_TEXT, MailKind, Reading
from guichet.platforms.port import Participant
from guichet.platforms.text import plain
from guichet.platforms.words import DiscussionType, ParticipantKind


def as_stranger(row: RawMail, reading: Reading) -> Reading:
    """Its words enter a conversation under a key of its own: it must never stand in a proven mail's way.

    What the connector takes for a notice or for nothing becomes a message that cannot be answered.
    """
    key = f"hand:{row.pk}"
    if reading.kind == MailKind.MESSAGE:
        return replace(reading, message_key=key)
    return Reading(
        MailKind.MESSAGE,
        message_key=key,
        home=reading.home or key,
        subject=row.subject,
        sent_at=reading.sent_at or row.received_at,
        body=plain(reading.body) or row.subject or NO_TEXT,
        author=Participant(ParticipantKind.MARKETPLACE, row.sender or "Unknown sender"),
        type=reading.type or DiscussionType.OTHER,
        references=reading.references,
        order_id=reading.order_id,
        files=reading.files,
    )
