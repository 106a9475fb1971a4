"""The reply that left from the page before: it can still be taken back from the next one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Delivery
from guichet.web.conversation.phase import span
from guichet.web.statuses import NO_SUBJECT


@dataclass(frozen=True, slots=True)
class Left:
    """A reply of this reader; `leaves_in` is empty once it has left."""

    message_id: UUID
    discussion_id: UUID
    subject: str
    leaves_at: datetime | None
    leaves_in: str


def left_of(viewer: Viewer, given: str | None) -> Left | None:
    """The reply that the address names; None unless this reader wrote it and it is still there."""
    try:
        message_id = UUID(given or "")
    except ValueError:
        return None
    own = access.messages(viewer).filter(id=message_id, written_by_id=viewer.member_id)
    message = own.select_related("discussion").first()
    if message is None:
        return None
    left = (message.leaves_at - timezone.now()).total_seconds() if message.leaves_at else 0
    is_held = message.delivery == Delivery.QUEUED and left > 0
    discussion = message.discussion
    return Left(
        message_id=message.pk,
        discussion_id=discussion.pk,
        subject=discussion.subject or str(NO_SUBJECT),
        leaves_at=message.leaves_at,
        leaves_in=span(left) if is_held else "",
    )
