"""Replies leave, and lost answers are found out."""

from uuid import UUID

from guichet.inbox.models import Message
from guichet.jobs.app import job
from guichet.sync.check import check
from guichet.sync.deliver import deliver as deliver_reply


@job("message.deliver", of=Message)
def deliver(message_id: str) -> None:
    """Send a reply that is queued; look for one whose answer was lost."""
    deliver_reply(UUID(message_id))
    check(UUID(message_id))
