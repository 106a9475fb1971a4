"""The views that a viewer has: their own, and what the team shares."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import View
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.inbox.queries.sql import Sql, fetch_often, sql
from guichet.inbox.saved_filter import restored

# Shown in the menu and counted there; nobody finds his way among more.
SHOWN = 20
VISIBLE = """
SELECT v.id, v.name, v.is_shared, v.owner_id, coalesce(nullif(p.name, ''), p.email), v.wanted, v."order"
FROM saved_view v JOIN member m ON m.id = v.owner_id JOIN person p ON p.id = m.person_id
WHERE v.account_id = %s AND (v.owner_id = %s OR v.is_shared)
"""
NO_SUCH_VIEW = gettext_lazy("There is no such view, or you may not see it.")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view as its reader sees it. `may_change` covers renaming, sharing and deleting."""

    id: UUID
    name: str
    is_shared: bool
    is_own: bool
    may_change: bool
    owner_name: str
    wanted: DiscussionFilter
    order: DiscussionOrder


def visible_views(viewer: Viewer) -> QuerySet[View]:
    """The door to views."""
    mine = View.objects.filter(account_id=viewer.account_id)
    return mine.filter(Q(owner_id=viewer.member_id) | Q(is_shared=True))


def views_of(viewer: Viewer) -> list[SavedView]:
    """All of them by position and name; those of a store that the viewer may not see are not there."""
    return _read(viewer, sql("ORDER BY v.position, v.name, v.id"))


def view_of(viewer: Viewer, view_id: UUID) -> SavedView:
    """One of them; RefusalError NOT_FOUND otherwise."""
    found = _read(viewer, sql("AND v.id = %s", view_id))
    if not found:
        raise refuse(ErrorCode.NOT_FOUND, str(NO_SUCH_VIEW), "viewId")
    return found[0]


def _read(viewer: Viewer, rest: Sql) -> list[SavedView]:
    """In one statement by hand: every page asks it."""
    rows = fetch_often(sql(VISIBLE, viewer.account_id, viewer.member_id) + rest)
    views = (_view(viewer, row) for row in rows)
    return [view for view in views if may_see(viewer, view.wanted)]


def _view(viewer: Viewer, row: tuple[Any, ...]) -> SavedView:
    key, name, is_shared, owner, owner_name, wanted, order = row
    is_own = owner == viewer.member_id
    return SavedView(
        id=key,
        name=name,
        is_shared=is_shared,
        is_own=is_own,
        may_change=is_own or viewer.may_manage,
        owner_name=owner_name,
        wanted=restored(json.loads(wanted)),
        order=DiscussionOrder(order),
    )


def may_see(viewer: Viewer, wanted: DiscussionFilter) -> bool:
    """Whether a view narrows to no store that the viewer does not see."""
    if viewer.store_ids is None or wanted.store_ids is None:
        return True
    return bool(viewer.store_ids & set(wanted.store_ids))
