"""Single discussions, as rows."""

from collections.abc import Collection
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_row import COLUMNS, DiscussionRow, read_rows
from guichet.inbox.queries.sql import Sql, every, fetch_often, select, sql


def discussions_by_id(viewer: Viewer, discussion_ids: Collection[UUID]) -> dict[UUID, DiscussionRow]:
    """Those of the discussions that exist and may be seen."""
    if not discussion_ids:
        return {}
    return {row.id: row for row in _matching(viewer, sql("d.id = ANY(%s)", list(discussion_ids)))}


def discussion_by_id(viewer: Viewer, discussion_id: UUID) -> DiscussionRow | None:
    """One discussion; None where it does not exist or may not be seen."""
    return next(iter(_matching(viewer, sql("d.id = %s", discussion_id))), None)


def discussion_by_merchant_id(viewer: Viewer, merchant_discussion_id: str) -> DiscussionRow | None:
    """The discussion that carries the merchant's own ticket id."""
    if "\0" in merchant_discussion_id:
        return None
    return next(iter(_matching(viewer, sql("d.merchant_discussion_id = %s", merchant_discussion_id))), None)


def _matching(viewer: Viewer, condition: Sql) -> list[DiscussionRow]:
    visible = conditions(viewer, DiscussionFilter())
    if visible is None:
        return []
    return read_rows(fetch_often(select(COLUMNS, "discussion d WHERE") + every([*visible, condition])))
