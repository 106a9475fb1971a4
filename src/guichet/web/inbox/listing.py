"""One page of the list, with what its head and foot say."""

from dataclasses import dataclass, replace

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.discussion_before import rows_before
from guichet.inbox.queries.discussion_count import CAP
from guichet.inbox.queries.discussion_list import (
    DiscussionRow,
    count_discussions,
    list_discussions,
)
from guichet.inbox.queries.menu import counted_with_unread, searches
from guichet.inbox.queries.neighbours import place_of
from guichet.inbox.queries.tally import Tally
from guichet.web import money
from guichet.web.inbox.asked import Asked

PAGE = 50
# Whoever finds as many looks for something else; ten times as many take ten times as long to count.
SEARCH_CAP = 1_000


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of the title, each to the cap; None where they are not worth their cost."""

    all: int | None
    unread: int | None
    cap: int = CAP

    @property
    def shown(self) -> str:
        """1,204; 10,000+ at the cap."""
        return money.count(self.all or 0, self.cap)


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a page; `seen` is how many stand before them.

    `newer` and `older` are the cursors that the pages beside it start from, None where there is none. The
    first page needs no cursor: `newer` is then empty. `elsewhere` is how many match whatever their status,
    counted when nothing does.
    """

    rows: list[DiscussionRow]
    seen: int
    newer: str | None
    older: str | None
    totals: Totals
    elsewhere: int


def listing_of(viewer: Viewer, asked: Asked, tally: Tally) -> Listing:
    """The page asked for; RefusalError INVALID, field `after`, for a cursor that is not of this list."""
    rows, seen, has_next = _rows(viewer, asked)
    older = place_of(rows[-1], asked.order) if has_next else None
    return Listing(
        rows=rows,
        seen=seen,
        newer=_newer(rows, seen, asked),
        older=older,
        totals=totals_of(viewer, asked, tally) if has_next or asked.after else _of_all(rows, asked),
        elsewhere=0 if rows else _elsewhere(viewer, asked),
    )


def totals_of(viewer: Viewer, asked: Asked, tally: Tally) -> Totals:
    """How many match, and how many of these are unread: of a search that would be a second one."""
    wanted = asked.filter()
    if searches(wanted):
        return Totals(count_discussions(viewer, wanted, SEARCH_CAP), None, SEARCH_CAP)
    found, unread = counted_with_unread(viewer, tally, wanted, CAP)
    return Totals(found, unread if asked.is_read is None else None)


def _of_all(rows: list[DiscussionRow], asked: Asked) -> Totals:
    """A first page without a second one is all there is: nothing is left to count."""
    unread = sum(not row.is_read for row in rows)
    return Totals(len(rows), unread if asked.is_read is None else None)


def _rows(viewer: Viewer, asked: Asked) -> tuple[list[DiscussionRow], int, bool]:
    """The rows, how many stand before them, and whether more come after.

    Going back may reach the first row before a page is full, when rows have left meanwhile: then it is the
    first page that is shown.
    """
    if asked.before is not None:
        found = rows_before(viewer, asked.filter(), asked.order, asked.before, PAGE)
        if len(found) == PAGE:
            return found[::-1], max(asked.seen, 0), True
    page = list_discussions(viewer, asked.filter(), asked.order, PAGE, asked.after)
    return page.rows, asked.seen if asked.after else 0, page.has_next


def _newer(rows: list[DiscussionRow], seen: int, asked: Asked) -> str | None:
    if seen == 0:
        return None
    return place_of(rows[0], asked.order) if rows and seen > PAGE else ""


def _elsewhere(viewer: Viewer, asked: Asked) -> int:
    if not asked.statuses or not asked.searches:
        return 0
    return count_discussions(viewer, replace(asked.filter(), statuses=None))
