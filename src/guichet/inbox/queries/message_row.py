"""A message as the API needs it, with the model's names."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from guichet.inbox.models import Message


@dataclass(slots=True)
class MessageRow:
    """One row of `message`; times are aware, in UTC."""

    id: UUID
    discussion_id: UUID
    author_kind: str
    author_name: str
    author_email: str | None
    recipients: list[str]
    body: str
    sent_at: datetime
    edited_at: datetime | None
    delivery: str
    delivery_error: str | None
    leaves_at: datetime | None
    written_by_id: UUID | None
    erased_at: datetime | None


COLUMNS = ", ".join(f"m.{field.name}" for field in fields(MessageRow))


def row_of(message: Message) -> MessageRow:
    """The same, from a model instance."""
    return MessageRow(*(getattr(message, field.name) for field in fields(MessageRow)))
