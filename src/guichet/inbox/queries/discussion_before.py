"""The rows before a place in a list, nearest first: the same list read backwards, by the same indexes."""

from dataclasses import replace

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.cursors import Cursor, read_cursor
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import STRETCHES, DiscussionOrder, Stretch
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussion_scan import Place, Scan
from guichet.inbox.queries.discussion_search import search
from guichet.inbox.queries.discussions import discussions_by_id
from guichet.inbox.queries.needles import needles


def rows_before(
    viewer: Viewer, wanted: DiscussionFilter, order: DiscussionOrder, place: str, limit: int
) -> list[DiscussionRow]:
    """At most `limit` of them; RefusalError INVALID, field `after`, for a cursor of another list."""
    cursor = read_cursor(place, order, len(STRETCHES[order]))
    narrowed = conditions(viewer, wanted)
    if narrowed is None:
        return []
    scans = [replace(scan, conditions=tuple(narrowed)) for scan in _scans(order, cursor)]
    searched = needles(viewer.account_id, wanted)
    if searched:
        found = search(scans, searched, limit)
        rows = discussions_by_id(viewer, [row_id for _, row_id in found])
        return [rows[row_id] for _, row_id in found if row_id in rows]
    return _read(scans, limit)


def _read(scans: list[Scan], limit: int) -> list[DiscussionRow]:
    before: list[DiscussionRow] = []
    for scan in scans:
        if len(before) < limit:
            before += scan.rows(limit - len(before))
    return before


def _scans(order: DiscussionOrder, cursor: Cursor) -> list[Scan]:
    backwards = reversed(STRETCHES[order][: cursor.stretch + 1])
    return [
        Scan((), _turned(one), Place(cursor.value, cursor.row_id) if one.number == cursor.stretch else None)
        for one in backwards
    ]


def _turned(stretch: Stretch) -> Stretch:
    return replace(stretch, descending=not stretch.descending)
