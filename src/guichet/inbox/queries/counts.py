"""The numbers beside the menu: each counted to 10,000 at most over an index of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import DUE_SOON, OVERDUE, conditions
from guichet.inbox.queries.discussion_count import CAP
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.sql import Sql, every, fetch, joined, sql

# `waiting` is the filter needs_reply; the others are named as their filters.
COUNTED = {
    "open": sql("d.status = 'OPEN'"),
    "pending": sql("d.status = 'PENDING'"),
    "unread": sql("NOT d.is_read"),
    "waiting": sql("d.needs_reply_since IS NOT NULL"),
    "overdue": OVERDUE,
    "due_soon": DUE_SOON,
}
NAMES = (*COUNTED, "failed")


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of discussions, 10,000 standing for that or more; `unread_by_store` has every visible store."""

    open: int = 0
    pending: int = 0
    unread: int = 0
    waiting: int = 0
    overdue: int = 0
    failed: int = 0
    unread_by_store: Mapping[UUID, int] = field(default_factory=dict)
    due_soon: int = 0


def counts_of(viewer: Viewer, store_id: UUID | None = None) -> Counts:
    """The counts of one store, or of all that the viewer may see, in two queries."""
    per_store = unread_by_store(viewer)
    stores = None if store_id is None else (store_id,)
    visible = conditions(viewer, DiscussionFilter(store_ids=stores))
    failed = conditions(viewer, DiscussionFilter(store_ids=stores, has_failed=True))
    if visible is None or failed is None:
        return Counts(unread_by_store=per_store)
    numbers = [*(_capped([*visible, condition]) for condition in COUNTED.values()), _capped(failed)]
    found = fetch(sql("SELECT") + joined(", ", numbers))[0]
    return Counts(**dict(zip(NAMES, found, strict=True)), unread_by_store=per_store)


def unread_by_store(viewer: Viewer) -> dict[UUID, int]:
    """How many unread discussions each visible store has, capped."""
    visible = sql("s.account_id = %s", viewer.account_id)
    if viewer.store_ids is not None:
        visible += sql("AND s.id = ANY(%s)", sorted(viewer.store_ids))
    of_store = [sql("d.account_id = s.account_id"), sql("d.store_id = s.id"), COUNTED["unread"]]
    return dict(fetch(sql("SELECT s.id,") + _capped(of_store) + sql("FROM store s WHERE") + visible))


def _capped(where: list[Sql]) -> Sql:
    """A number, counted until the cap."""
    counted = sql("(SELECT least(count(*), %s) FROM (SELECT 1 FROM discussion d WHERE", CAP)
    return counted + every(where) + sql("LIMIT %s) counted)", CAP + 1)
