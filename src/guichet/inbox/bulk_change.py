"""What many discussions can be changed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.set_read import change_read
from guichet.inbox.actions.set_status import change_status
from guichet.inbox.models import BulkKind, DiscussionStatus

READ, UNREAD = "READ", "UNREAD"


@dataclass(frozen=True, slots=True)
class Change:
    """One value for many discussions: a status, or READ or UNREAD."""

    kind: BulkKind
    value: str


def to_status(status: DiscussionStatus) -> Change:
    """Set this status."""
    return Change(BulkKind.STATUS, status.value)


def to_read(*, is_read: bool) -> Change:
    """Mark read or unread."""
    return Change(BulkKind.READ, READ if is_read else UNREAD)


def columns_of(kind: str) -> tuple[str, str]:
    """The column that holds the value, and the one that holds the transaction that last changed it."""
    return ("status", "status_in") if kind == BulkKind.STATUS else ("is_read", "read_in")


def value_of(kind: str, stored: str | bool) -> str:
    """A stored value as acts name it."""
    if kind == BulkKind.STATUS:
        return str(stored)
    return READ if stored else UNREAD


def apply(viewer: Viewer, change: Change, ids: Sequence[UUID]) -> None:
    """Change these, by the verbs that everything uses."""
    if change.kind == BulkKind.STATUS:
        change_status(viewer, ids, DiscussionStatus(change.value))
    else:
        change_read(viewer, ids, is_read=change.value == READ)
