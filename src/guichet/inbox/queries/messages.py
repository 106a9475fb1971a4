"""The messages of discussions, oldest first, a page of each."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.cursors import Cursor, check_first, read_cursor
from guichet.inbox.queries.message_row import COLUMNS, MessageRow
from guichet.inbox.queries.sql import Sql, fetch, select, sql

LIST_NAME = "MESSAGES"


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Messages with one cursor each."""

    rows: list[MessageRow] = field(default_factory=list)
    cursors: list[str] = field(default_factory=list)
    has_next: bool = False
    has_previous: bool = False


def list_messages(
    viewer: Viewer, discussion_id: UUID, first: int = 100, after: str | None = None
) -> MessagePage:
    """A page of one discussion's messages; an empty one where the discussion may not be seen."""
    return list_messages_of(viewer, [discussion_id], first, after)[discussion_id]


def list_messages_of(
    viewer: Viewer, discussion_ids: Collection[UUID], first: int = 100, after: str | None = None
) -> dict[UUID, MessagePage]:
    """The same page of each discussion, in one query. RefusalError INVALID as for the list of discussions."""
    check_first(first)
    start = None if after is None else read_cursor(after, LIST_NAME)
    rows: dict[UUID, list[MessageRow]] = {discussion_id: [] for discussion_id in discussion_ids}
    for values in fetch(_statement(viewer, list(rows), start, first + 1)) if rows else ():
        rows[values[1]].append(MessageRow(*values))
    return {key: _page(found, first, start) for key, found in rows.items()}


def count_messages_of(viewer: Viewer, discussion_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many messages each discussion holds."""
    counted = dict.fromkeys(discussion_ids, 0)
    columns = "d.id, (SELECT count(*) FROM message m WHERE m.discussion_id = d.id)"
    statement = select(columns, "discussion d WHERE") + _visible(viewer, list(counted))
    return counted | dict(fetch(statement)) if counted else counted


def _statement(viewer: Viewer, discussion_ids: list[UUID], start: Cursor | None, limit: int) -> Sql:
    """The discussions give the permission, the lateral join a page of each by the index of their messages."""
    inner = select(COLUMNS, "message m WHERE m.account_id = d.account_id AND m.discussion_id = d.id")
    if start:
        inner += sql("AND (m.sent_at, m.id) > (%s, %s)", start.value, start.row_id)
    inner += sql("ORDER BY m.sent_at, m.id LIMIT %s", limit)
    outer = sql("SELECT m.* FROM discussion d CROSS JOIN LATERAL (") + inner + sql(") m WHERE")
    return outer + _visible(viewer, discussion_ids) + sql("ORDER BY m.sent_at, m.id")


def _visible(viewer: Viewer, discussion_ids: list[UUID]) -> Sql:
    visible = sql("d.account_id = %s AND d.id = ANY(%s)", viewer.account_id, discussion_ids)
    if viewer.store_ids is None:
        return visible
    return visible + sql("AND d.store_id = ANY(%s)", sorted(viewer.store_ids))


def _page(found: list[MessageRow], first: int, start: Cursor | None) -> MessagePage:
    page = found[:first]
    return MessagePage(
        rows=page,
        cursors=[str(Cursor(LIST_NAME, 0, row.sent_at, row.id)) for row in page],
        has_next=len(found) > first,
        has_previous=start is not None,
    )
