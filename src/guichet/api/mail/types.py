"""What waits on a channel until a person looks."""

from datetime import datetime

import strawberry

from guichet.api.ids import Kind, global_id
from guichet.api.user_error import UserError
from guichet.inbox import models
from guichet.inbox.models import MailState

CHARACTERS = 20_000


@strawberry.type(
    description="A mail that is in no discussion: its sender could not be proven, or nobody could read it."
)
class MailAside:
    """A row of the page of mails."""

    id: strawberry.ID = strawberry.field(description="For acceptMail.")
    subject: str = strawberry.field(description="As its sender wrote it.")
    sender: str = strawberry.field(description="As it says of itself; not proven.")
    received_at: datetime = strawberry.field(description="When it came.")
    why: str = strawberry.field(description="What was missing, in words.")
    may_be_accepted: bool = strawberry.field(description="False where it cannot be read.")


@strawberry.type(description="Something that a marketplace sent and Guichet could not read; kept whole.")
class UnreadablePayload:
    """A row of the page of what could not be read."""

    seen_at: datetime = strawberry.field(description="When it came.")
    why: str = strawberry.field(description="What was wrong with it.")
    text: str = strawberry.field(description="Its first 20,000 characters.")
    size_bytes: int = strawberry.field(description="Of the whole.")


@strawberry.type(description="What became of the request to accept a mail.")
class AcceptMailPayload:
    """One mail."""

    accepted_id: strawberry.ID | None = strawberry.field(default=None, description="Null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def mail_aside(row: models.RawMail) -> MailAside:
    """From a row."""
    return MailAside(
        id=global_id(Kind.MAIL, row.pk),
        subject=row.subject,
        sender=row.sender or row.envelope_from,
        received_at=row.received_at,
        why=row.why,
        may_be_accepted=row.state == MailState.ASIDE,
    )


def unreadable_payload(row: models.Unreadable) -> UnreadablePayload:
    """From a row."""
    raw = bytes(row.body)
    text = raw.decode("utf-8", errors="replace")[:CHARACTERS]
    return UnreadablePayload(seen_at=row.seen_at, why=row.why, text=text, size_bytes=len(raw))
