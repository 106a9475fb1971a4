"""Saved views as lists: which of them is in view, and what is counted beside its name."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.inbox.queries.views import SavedView
from guichet.inbox.saved_filter import stored


def same_list(wanted: DiscussionFilter, order: DiscussionOrder) -> object:
    """Equal for two lists of the same content, whatever the store."""
    return stored(replace(wanted, store_ids=None)), order


def is_shown(view: SavedView, shown: object, store_id: UUID | None) -> bool:
    """Whether the list in view is the view's, of its own store where it has one."""
    if view.wanted.store_ids and view.wanted.store_ids != (store_id,):
        return False
    return same_list(view.wanted, view.order) == shown


def counted_filters(views: Sequence[SavedView], store_id: UUID | None) -> list[DiscussionFilter]:
    """The filters to count: of the store in view where the view itself names none."""
    return [_of_store(view.wanted, store_id) for view in views]


def _of_store(wanted: DiscussionFilter, store_id: UUID | None) -> DiscussionFilter:
    return wanted if wanted.store_ids or store_id is None else replace(wanted, store_ids=(store_id,))
