"""The discussions beside one in a list, wherever in the list it stands, and after it has left the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.cursors import Cursor, read_cursor
from guichet.inbox.queries.discussion_before import rows_before
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import list_discussions
from guichet.inbox.queries.discussion_order import STRETCHES, DiscussionOrder
from guichet.inbox.queries.discussion_row import DiscussionRow


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The one before and the one after; None at the ends of the list."""

    previous: DiscussionRow | None
    next: DiscussionRow | None


def place_of(row: DiscussionRow, order: DiscussionOrder) -> str:
    """Where a discussion stands in a list of this order, as a cursor that stays when the discussion moves."""
    urgent = order is DiscussionOrder.REPLY_DUE_ASC and row.reply_due_at is None
    number = 1 if urgent else 0
    return str(Cursor(order, number, getattr(row, STRETCHES[order][number].column), row.id))


def neighbours_of(viewer: Viewer, wanted: DiscussionFilter, order: DiscussionOrder, place: str) -> Neighbours:
    """Those beside a place, each by an index from there; RefusalError INVALID for another list's place."""
    after = list_discussions(viewer, wanted, order, 2, place).rows
    cursor = read_cursor(place, order, len(STRETCHES[order]))
    before = rows_before(viewer, wanted, order, place, 2)
    return Neighbours(_other(before, cursor), _other(after, cursor))


def _other(rows: Sequence[DiscussionRow], cursor: Cursor) -> DiscussionRow | None:
    """Not the discussion itself, which may have moved since its place was noted."""
    return next((row for row in rows if row.id != cursor.row_id), None)
