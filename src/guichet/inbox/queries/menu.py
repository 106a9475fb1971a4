"""What the frame of every page shows: stores, channels in brief, and the numbers beside the menu.

Most numbers are kept (`guichet.inbox.queries.tally`). The others, which time moves, are counted to CAP at
most, over an index of their own, all of them in one statement. In a busy account the newest index entries are
not yet known to be visible to all: 10,000 of them took 55 ms, 1,000 take 1.5.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.counts import KEPT, MOVING, Counts
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.sql import Sql, every, fetch, fetch_often, joined, select, sql
from guichet.inbox.queries.tally import Tally, is_kept

CAP = 1_000
BRIEF = (
    "c.marketplace, c.is_enabled, c.health, c.health_message, c.missing_rights, c.last_sync_at, c.created_at,"
    " c.backfill_since, c.backfill_reached, c.backfill_done_at"
)
UNREAD = sql("NOT d.is_read")
# Two of the messages of one discussion may have failed.
FAILED = """(SELECT count(*) FROM (
SELECT DISTINCT m.discussion_id FROM message m WHERE m.account_id = %s AND m.delivery = 'FAILED' LIMIT %s
) failed)"""


class ChannelInBrief(NamedTuple):
    """How a channel fares, without its credentials: the attributes are those of the model.

    A tuple, because every page makes one of every channel.
    """

    id: UUID
    store_id: UUID
    store_name: str
    marketplace: str
    is_enabled: bool
    health: str
    health_message: str
    missing_rights: list[str]
    last_sync_at: datetime | None
    created_at: datetime
    backfill_since: datetime
    backfill_reached: datetime | None
    backfill_done_at: datetime | None


class StoreInBrief(NamedTuple):
    """A visible store, and its channels by marketplace."""

    id: UUID
    name: str
    channels: tuple[ChannelInBrief, ...]


def stores_in_brief(viewer: Viewer) -> list[StoreInBrief]:
    """The visible stores by name, with their channels; one statement."""
    source = "store s LEFT JOIN channel c ON c.store_id = s.id WHERE"
    order = sql("ORDER BY s.name, s.id, c.marketplace, c.created_at")
    rows = fetch_often(select(f"s.id, s.name, c.id, {BRIEF}", source) + _visible(viewer) + order)
    stores = groupby(rows, key=lambda row: row[:2])
    return [
        StoreInBrief(key, name, tuple(_channel(row) for row in of if row[2])) for (key, name), of in stores
    ]


def _channel(row: tuple[Any, ...]) -> ChannelInBrief:
    store_id, store_name, key, *said = row
    said[4] = _rights(said[4])
    return ChannelInBrief._make((key, store_id, store_name, *said))


def _rights(text: str) -> list[str]:
    """Django hands JSON over as text; nearly every channel misses none, on every page."""
    return [] if text == "[]" else list(json.loads(text))


def numbers_of(
    viewer: Viewer, tally: Tally, store_id: UUID | None, views: Sequence[DiscussionFilter] = ()
) -> tuple[Counts, list[int | None]]:
    """The counts of one store or of all that are visible, and those of each view; one statement.

    None for a view that searches: what that costs has no bound, so it is counted after the page is shown.
    """
    stores = None if store_id is None else (store_id,)
    visible = conditions(viewer, DiscussionFilter(store_ids=stores))
    if visible is None:
        return Counts(), [None if searches(view) else 0 for view in views]
    kept = {name: tally.number(replace(wanted, store_ids=stores)) for name, wanted in KEPT.items()}
    moving = {name: capped([*visible, condition]) for name, condition in MOVING.items()}
    moving["failed"] = _failed(viewer, stores)
    counted = [_of_view(viewer, view) for view in views if not searches(view) and not is_kept(view)]
    # Filters that people keep are planned for their own values.
    found = iter(_row([*moving.values(), *counted], is_often=not counted))
    counts = Counts(**kept, **{name: next(found) for name in moving})
    return counts, [_number(view, tally, found) for view in views]


def counted_with_unread(viewer: Viewer, tally: Tally, wanted: DiscussionFilter, cap: int) -> tuple[int, int]:
    """How many match a filter that does not search, and how many of these are unread, each to the cap.

    Where they are not kept, both are counted in one pass; the unread ones are asked for again only where that
    pass ended at the cap.
    """
    if is_kept(wanted):
        unread = 0 if wanted.is_read else tally.number(replace(wanted, is_read=False))
        return min(tally.number(wanted), cap), min(unread, cap)
    where = conditions(viewer, wanted)
    if where is None:
        return 0, 0
    rows = sql("FROM (SELECT d.is_read FROM discussion d WHERE") + every(where) + sql("LIMIT %s) d", cap)
    found, unread = fetch(sql("SELECT count(*), count(*) FILTER (WHERE NOT d.is_read)") + rows)[0]
    if found < cap or wanted.is_read is not None:
        return found, unread
    return found, _row([capped([*where, UNREAD], cap)])[0]


def searches(wanted: DiscussionFilter) -> bool:
    """Whether a filter looks for words."""
    return bool(wanted.participant or wanted.subject or wanted.text)


def capped(where: Sequence[Sql], cap: int = CAP) -> Sql:
    """A number of discussions, counted until the cap."""
    counted = sql("(SELECT count(*) FROM (SELECT 1 FROM discussion d WHERE") + every(list(where))
    return counted + sql("LIMIT %s) counted)", cap)


def _row(numbers: Sequence[Sql], *, is_often: bool = False) -> tuple[Any, ...]:
    ask = fetch_often if is_often else fetch
    return ask(sql("SELECT") + joined(", ", numbers))[0]


def _number(view: DiscussionFilter, tally: Tally, counted: Iterator[int]) -> int | None:
    if searches(view):
        return None
    return tally.number(view) if is_kept(view) else next(counted)


def _of_view(viewer: Viewer, wanted: DiscussionFilter) -> Sql:
    where = conditions(viewer, wanted)
    return sql("0") if where is None else capped(where)


def _failed(viewer: Viewer, stores: tuple[UUID, ...] | None) -> Sql:
    """Without any store to look at, the failed replies alone say it: 0.3 ms instead of 8."""
    if viewer.store_ids is None and stores is None:
        return sql(FAILED, viewer.account_id, CAP)
    where = conditions(viewer, DiscussionFilter(store_ids=stores, has_failed=True))
    return sql("0") if where is None else capped(where)


def _visible(viewer: Viewer) -> Sql:
    account = sql("s.account_id = %s", viewer.account_id)
    if viewer.store_ids is None:
        return account
    return account + sql("AND s.id = ANY(%s)", sorted(viewer.store_ids))
