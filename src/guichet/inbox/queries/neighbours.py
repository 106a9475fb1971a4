"""The discussions beside one in a list, wherever in the list it stands, and after it has left the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.cursors import Cursor, read_cursor
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import list_discussions
from guichet.inbox.queries.discussion_order import STRETCHES, DiscussionOrder, Stretch
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussion_scan import Place, Scan
from guichet.inbox.queries.discussion_search import search
from guichet.inbox.queries.discussions import discussions_by_id
from guichet.inbox.queries.needles import needles


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
    before = _before(viewer, wanted, order, cursor)
    return Neighbours(_other(before, cursor), _other(after, cursor))


def _other(rows: Sequence[DiscussionRow], cursor: Cursor) -> DiscussionRow | None:
    """Not the discussion itself, which may have moved since its place was noted."""
    return next((row for row in rows if row.id != cursor.row_id), None)


def _before(
    viewer: Viewer, wanted: DiscussionFilter, order: DiscussionOrder, cursor: Cursor
) -> list[DiscussionRow]:
    """The same list read backwards from there."""
    narrowed = conditions(viewer, wanted)
    if narrowed is None:
        return []
    scans = [replace(scan, conditions=tuple(narrowed)) for scan in _scans(order, cursor)]
    searched = needles(viewer.account_id, wanted)
    if searched:
        found = search(scans, searched, 2)
        rows = discussions_by_id(viewer, [one.row_id for one in found])
        return [rows[one.row_id] for one in found if one.row_id in rows]
    before: list[DiscussionRow] = []
    for scan in scans:
        if len(before) < 2:
            before += scan.rows(2)
    return before


def _scans(order: DiscussionOrder, cursor: Cursor) -> list[Scan]:
    backwards = reversed(STRETCHES[order][: cursor.stretch + 1])
    return [
        Scan((), _turned(one), Place(cursor.value, cursor.row_id) if one.number == cursor.stretch else None)
        for one in backwards
    ]


def _turned(stretch: Stretch) -> Stretch:
    return replace(stretch, descending=not stretch.descending)
