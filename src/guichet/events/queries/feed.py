"""What changed since somebody read last, so that a system that was down loses nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.events.queries.feed_cursor import FeedCursor, read_feed_cursor
from guichet.inbox.queries.cursors import check_first
from guichet.inbox.queries.sql import Sql, fetch, sql
from guichet.inbox.queries.version import Version, current_version, unseen


@dataclass(frozen=True, slots=True)
class Changed:
    """A discussion, and which of its messages are new or changed; none where only itself is."""

    discussion_id: UUID
    message_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Feed:
    """One page. `begins_anew`: the cursor was of another database, so everything is told from the start."""

    changes: Sequence[Changed]
    cursor: FeedCursor
    has_more: bool
    begins_anew: bool = False


def changes_after(viewer: Viewer, after: str | None, first: int, *, from_start: bool = False) -> Feed:
    """At most `first` changed rows after the cursor; without one, none and a cursor that begins now.

    RefusalError INVALID for a cursor of something else, and for `first` outside 1 to 100. What is told once
    may be told again: at least once is the promise.
    """
    check_first(first)
    now = current_version()
    if after is None:
        return _page(viewer, FeedCursor(None if from_start else now), now, first)
    cursor = read_feed_cursor(after)
    if _is_of(cursor, now):
        return _page(viewer, cursor, now, first)
    return replace(_page(viewer, FeedCursor(None), now, first), begins_anew=True)


def _is_of(cursor: FeedCursor, now: Version) -> bool:
    """Whether the numbers in it are those of this very database."""
    return all(version.history == now.history for version in (cursor.seen, cursor.until) if version)


def _page(viewer: Viewer, cursor: FeedCursor, now: Version, first: int) -> Feed:
    walk = cursor if cursor.until is not None else replace(cursor, until=now)
    rows = fetch(_rows(viewer, walk, first + 1))
    told = rows[:first]
    if len(rows) > first:
        number, key, _, _ = told[-1]
        return Feed(_by_discussion(told), replace(walk, position=(number, key)), has_more=True)
    # A walk that began earlier ends where it began: there may be more since.
    return Feed(_by_discussion(told), FeedCursor(walk.until), has_more=walk.until != now)


def _rows(viewer: Viewer, walk: FeedCursor, at_most: int) -> Sql:
    """Both in the order of their transactions: (number, id, discussion, message)."""
    discussions = sql("SELECT d.changed_in, d.id, d.id, NULL::uuid FROM discussion d WHERE")
    messages = sql("SELECT m.changed_in, m.id, m.discussion_id, m.id FROM message m WHERE")
    if viewer.store_ids is None:
        of_stores = of_discussions = sql("")
    else:
        stores = sorted(viewer.store_ids)
        of_discussions = sql("AND d.store_id = ANY(%s)", stores)
        held = "AND EXISTS (SELECT FROM discussion s WHERE s.id = m.discussion_id AND s.store_id = ANY(%s))"
        of_stores = sql(held, stores)
    both = _stretch(viewer, walk, "d", discussions, of_discussions, at_most) + sql("UNION ALL")
    both += _stretch(viewer, walk, "m", messages, of_stores, at_most)
    return both + sql("ORDER BY 1, 2 LIMIT %s", at_most)


def _stretch(viewer: Viewer, walk: FeedCursor, alias: str, start: Sql, stores: Sql, at_most: int) -> Sql:
    """One table's rows after the position; from the start also those that came with a restored backup."""
    number, key = walk.position
    where = sql(f"{alias}.account_id = %s", viewer.account_id)
    where += sql(f"AND {alias}.changed_in >= %s", number)
    where += sql(f"AND ({alias}.changed_in, {alias}.id) > (%s, %s)", number, key)
    if walk.seen is not None and walk.until is not None:
        where += sql("AND") + unseen(alias, walk.seen)
        where += sql(f"AND {alias}.changed_in < %s", _following(walk.until))
    order = f"ORDER BY {alias}.changed_in, {alias}.id LIMIT %s)"
    return sql("(") + start + where + stores + sql(order, at_most)


def _following(version: Version) -> int:
    """The first transaction that had not begun."""
    return int(version.snapshot.split(":")[1])


def _by_discussion(rows: Sequence[tuple[int, UUID, UUID, UUID | None]]) -> list[Changed]:
    found: dict[UUID, list[UUID]] = {}
    for _, _, discussion_id, message_id in rows:
        messages = found.setdefault(discussion_id, [])
        if message_id is not None:
            messages.append(message_id)
    return [Changed(discussion_id, messages) for discussion_id, messages in found.items()]
