"""Which of the changed discussions belong on the page of a list that somebody looks at."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.cursors import read_cursor
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import STRETCHES, DiscussionOrder
from guichet.inbox.queries.discussion_row import COLUMNS, DiscussionRow, read_rows
from guichet.inbox.queries.needles import needles
from guichet.inbox.queries.sql import every, fetch, select, sql

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Comparable places of one order: the smaller comes first.
Rank = tuple[int, int, int]


def arrivals(
    viewer: Viewer,
    wanted: DiscussionFilter,
    order: DiscussionOrder,
    changed: Collection[UUID],
    until: str | None = None,
) -> list[DiscussionRow]:
    """Those that match, in the list's order, and none that would stand after `until`, a cursor of this list.

    RefusalError INVALID for a cursor of another list.
    """
    narrowed = conditions(viewer, wanted)
    if narrowed is None or not changed:
        return []
    held = [needle.held_by_row() for needle in needles(viewer.account_id, wanted)]
    where = every([*narrowed, sql("d.id = ANY(%s)", list(changed)), *held])
    rows = read_rows(fetch(select(COLUMNS, "discussion d WHERE") + where))
    ranked = sorted((_rank(row, order), row.id, row) for row in rows)
    last = None if until is None else _rank_of_cursor(until, order)
    return [row for rank, _, row in ranked if last is None or rank <= last]


def _rank(row: DiscussionRow, order: DiscussionOrder) -> Rank:
    number = 1 if order is DiscussionOrder.REPLY_DUE_ASC and row.reply_due_at is None else 0
    return _place(order, number, getattr(row, STRETCHES[order][number].column), row.id)


def _rank_of_cursor(text: str, order: DiscussionOrder) -> Rank:
    cursor = read_cursor(text, order, len(STRETCHES[order]))
    return _place(order, cursor.stretch, cursor.value, cursor.row_id)


def _place(order: DiscussionOrder, number: int, value: datetime, row_id: UUID) -> Rank:
    sign = -1 if STRETCHES[order][number].descending else 1
    return number, sign * ((value - EPOCH) // MICROSECOND), sign * row_id.int
