"""The numbers beside the menu, by name."""

from dataclasses import dataclass

from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.conditions import DUE_SOON, OVERDUE
from guichet.inbox.queries.discussion_filter import DiscussionFilter

# `waiting` is the filter needs_reply; the others are named as their filters.
KEPT = {
    "open": DiscussionFilter(statuses=(DiscussionStatus.OPEN,)),
    "pending": DiscussionFilter(statuses=(DiscussionStatus.PENDING,)),
    "unread": DiscussionFilter(is_read=False),
    "waiting": DiscussionFilter(needs_reply=True),
}
# What time alone moves cannot be kept, and is counted.
MOVING = {"overdue": OVERDUE, "due_soon": DUE_SOON}


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of discussions; those that are late, due soon or not sent are counted to the menu's cap."""

    open: int = 0
    pending: int = 0
    unread: int = 0
    waiting: int = 0
    overdue: int = 0
    failed: int = 0
    due_soon: int = 0
