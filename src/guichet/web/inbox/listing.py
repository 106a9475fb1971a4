"""One page of the list, with what its head and foot say."""

from dataclasses import dataclass, replace

from django.utils import timezone

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.counts import Counts
from guichet.inbox.queries.discussion_list import (
    DiscussionPage,
    DiscussionRow,
    count_discussions,
    list_discussions,
)
from guichet.web.inbox.asked import Asked

PAGE = 50


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of the title; None where they are not worth their cost."""

    all: int | None
    unread: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows from the nearest deadline or the newest message on; `next_cursor` is None on the last page.

    `elsewhere` is how many would match whatever their status, counted when nothing does.
    """

    rows: list[DiscussionRow]
    next_cursor: str | None
    totals: Totals
    elsewhere: int


def listing_of(viewer: Viewer, asked: Asked, counts: Counts) -> Listing:
    """The page asked for; RefusalError INVALID, field `after`, for a cursor that is not of this list."""
    page = list_discussions(viewer, asked.filter(), asked.order, PAGE, asked.after)
    if asked.is_late:
        page = _only_overdue(page)
    return Listing(
        rows=page.rows,
        next_cursor=page.cursors[-1] if page.has_next else None,
        totals=totals_of(viewer, asked, counts),
        elsewhere=0 if page.rows else _elsewhere(viewer, asked),
    )


def totals_of(viewer: Viewer, asked: Asked, counts: Counts) -> Totals:
    """How many match, and how many of these are unread."""
    if asked.is_late:
        return Totals(None if asked.searches else counts.overdue, None)
    wanted = asked.filter()
    unread = None if asked.is_read is not None else count_discussions(viewer, replace(wanted, is_read=False))
    return Totals(count_discussions(viewer, wanted), unread)


def _only_overdue(page: DiscussionPage) -> DiscussionPage:
    """By deadline the overdue ones come first: the first that is not ends the list."""
    now = timezone.now()
    late = [row for row in page.rows if row.reply_due_at is not None and row.reply_due_at < now]
    ends = len(late) < len(page.rows)
    return replace(page, rows=late, cursors=page.cursors[: len(late)], has_next=page.has_next and not ends)


def _elsewhere(viewer: Viewer, asked: Asked) -> int:
    if not asked.statuses or not asked.searches:
        return 0
    return count_discussions(viewer, replace(asked.filter(), statuses=None))
