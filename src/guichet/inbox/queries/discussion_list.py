"""A page of the list of discussions: the same cost on every page and for any number of discussions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.cursors import Cursor, check_first, read_cursor
from guichet.inbox.queries.discussion_count import count_discussions
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import STRETCHES, DiscussionOrder
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussion_scan import Scan
from guichet.inbox.queries.discussion_search import search
from guichet.inbox.queries.needles import needles

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
    cursors: list[str] = field(default_factory=list)
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

    RefusalError INVALID for a cursor that is not of this order, and for `first` outside 1 to 100.
    """
    check_first(first)
    start = None if after is None else read_cursor(after, order, len(STRETCHES[order]))
    found = list(islice(_found(viewer, wanted, _scans(order, start), first + 1), first + 1))
    return DiscussionPage(
        rows=[row for _, row in found[:first]],
        cursors=[str(_cursor(order, stretch, row)) for stretch, row in found[:first]],
        has_next=len(found) > first,
        has_previous=start is not None,
    )


def _found(
    viewer: Viewer, wanted: DiscussionFilter, stretches: Iterable[tuple[int, Scan]], limit: int
) -> Iterator[tuple[int, DiscussionRow]]:
    """The rows of the stretches one after another; a later one is only read when an earlier one runs out."""
    narrowed = conditions(viewer, wanted)
    if narrowed is None:
        return
    searched = needles(viewer.account_id, wanted)
    for number, stretch in stretches:
        scan = stretch.narrowed(*narrowed)
        for row in search(scan, searched, limit) if searched else scan.rows(limit):
            limit -= 1
            yield number, row


def _scans(order: DiscussionOrder, start: Cursor | None) -> Iterator[tuple[int, Scan]]:
    """The stretches of an order, from the cursor's on, with their numbers."""
    for number, stretch in enumerate(STRETCHES[order]):
        if start is None or number > start.stretch:
            yield number, Scan((), stretch)
        elif number == start.stretch:
            yield number, Scan((), stretch, (start.value, start.row_id))


def _cursor(order: DiscussionOrder, number: int, row: DiscussionRow) -> Cursor:
    value: datetime = getattr(row, STRETCHES[order][number].column)
    return Cursor(order, number, value, row.id)
