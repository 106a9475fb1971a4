"""What a list of discussions may be narrowed to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from guichet.inbox.models import DiscussionStatus
from guichet.platforms.words import DiscussionType


@dataclass(frozen=True, slots=True)
class DiscussionFilter:
    """All conditions must hold; values inside one list are alternatives. None leaves a condition out.

    `participant`, `subject` and `text` are looked for anywhere, whatever the case and the accents;
    `order_id` is whole. `last_message_after` and `last_message_before` exclude their own moment.
    `has_failed` asks for discussions with a reply that could not be delivered, `is_overdue` for those whose
    deadline has passed, `is_due_soon` for those whose deadline comes within DUE_SOON (`inbox.due_soon`).
    """

    store_ids: tuple[UUID, ...] | None = None
    marketplaces: tuple[str, ...] | None = None
    types: tuple[DiscussionType, ...] | None = None
    statuses: tuple[DiscussionStatus, ...] | None = None
    is_read: bool | None = None
    needs_reply: bool | None = None
    order_id: str | None = None
    participant: str | None = None
    subject: str | None = None
    text: str | None = None
    last_message_after: datetime | None = None
    last_message_before: datetime | None = None
    has_failed: bool | None = None
    is_overdue: bool | None = None
    is_due_soon: bool | None = None

    @property
    def has_deadline(self) -> bool:
        """Whether only discussions with a deadline can match."""
        return bool(self.is_overdue or self.is_due_soon)
