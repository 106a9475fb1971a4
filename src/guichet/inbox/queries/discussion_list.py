"""A page of the list of discussions: the same cost on every page and for any number of discussions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.cursors import Cursor, Cursors, check_first, read_cursor
from guichet.inbox.queries.discussion_count import count_discussions
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import STRETCHES, WITHOUT_DEADLINE, DiscussionOrder
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussion_scan import Place, Scan
from guichet.inbox.queries.discussion_search import search
from guichet.inbox.queries.discussions import discussions_by_id
from guichet.inbox.queries.needles import needles
from guichet.inbox.queries.patience import with_patience

__all__ = [
    "DiscussionFilter",
    "DiscussionOrder",
    "DiscussionPage",
    "DiscussionRow",
    "count_discussions",
    "list_discussions",
]


@dataclass(frozen=True, slots=True)
class DiscussionPage:
    """Rows with one cursor each. `has_previous` says that the page does not start the list."""

    rows: list[DiscussionRow] = field(default_factory=list)
    cursors: Sequence[str] = ()
    has_next: bool = False
    has_previous: bool = False


def list_discussions(
    viewer: Viewer,
    wanted: DiscussionFilter,
    order: DiscussionOrder = DiscussionOrder.LAST_MESSAGE_DESC,
    first: int = 50,
    after: str | None = None,
) -> DiscussionPage:
    """The visible discussions that match, after the cursor; one query unless a search needs more.

    RefusalError INVALID for a cursor of another order, for `first` outside 1 to 100, and for a single
    letter that takes too long to look for.
    """
    check_first(first)
    start = None if after is None else read_cursor(after, order, len(STRETCHES[order]))
    found = _found(viewer, wanted, order, start, first + 1)
    return DiscussionPage(
        rows=[row for _, row in found[:first]],
        cursors=Cursors(found[:first], partial(_cursor, order)),
        has_next=len(found) > first,
        has_previous=start is not None,
    )


def _found(
    viewer: Viewer, wanted: DiscussionFilter, order: DiscussionOrder, start: Cursor | None, limit: int
) -> list[tuple[int, DiscussionRow]]:
    """The first rows, each with the stretch that it was found in."""
    narrowed = conditions(viewer, wanted)
    if narrowed is None:
        return []
    scans = [
        replace(scan, conditions=tuple(narrowed))
        for scan in _scans(order, start)
        if not (wanted.has_deadline and scan.stretch is WITHOUT_DEADLINE)
    ]
    searched = needles(viewer.account_id, wanted)
    if not searched:
        return list(islice(_rows(scans, limit), limit))
    with with_patience(searched):
        found = search(scans, searched, limit)
    rows = discussions_by_id(viewer, [row_id for _, row_id in found])
    return [(stretch, rows[row_id]) for stretch, row_id in found if row_id in rows]


def _rows(scans: Iterable[Scan], limit: int) -> Iterator[tuple[int, DiscussionRow]]:
    """The rows of the scans one after another; a later one is only read when an earlier one runs out."""
    for scan in scans:
        for row in scan.rows(limit):
            yield scan.stretch.number, row


def _scans(order: DiscussionOrder, start: Cursor | None) -> Iterator[Scan]:
    """The stretches of an order, from the cursor's on."""
    for stretch in STRETCHES[order]:
        if start is None or stretch.number > start.stretch:
            yield Scan((), stretch)
        elif stretch.number == start.stretch:
            yield Scan((), stretch, Place(start.value, start.row_id))


def _cursor(order: DiscussionOrder, found: tuple[int, DiscussionRow]) -> Cursor:
    number, row = found
    value: datetime = getattr(row, STRETCHES[order][number].column)
    return Cursor(order, number, value, row.id)
