"""Asking for discussions."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.build import discussions as built
from guichet.api.discussion.connection import DiscussionConnection
from guichet.api.discussion.inputs import DiscussionFilter, wanted
from guichet.api.discussion.types import Discussion
from guichet.api.enums import DiscussionOrder
from guichet.api.field import resolved
from guichet.api.ids import Kind, key_of
from guichet.inbox.queries import discussions as single
from guichet.inbox.queries.discussion_list import list_discussions
from guichet.inbox.queries.discussion_row import DiscussionRow

AT_ONCE = 50


@resolved("The visible discussions that match; `first` is 1 to 100.")
def discussions(
    info: Info,
    given: Annotated[DiscussionFilter | None, strawberry.argument(name="filter")] = None,
    order_by: DiscussionOrder = DiscussionOrder.LAST_MESSAGE_DESC,
    first: int | None = AT_ONCE,
    after: str | None = None,
) -> DiscussionConnection:
    """One page."""
    viewer, narrowed = info.context.viewer, wanted(given)
    page = list_discussions(viewer, narrowed, order_by, AT_ONCE if first is None else first, after)
    return DiscussionConnection(wanted=narrowed, page=page, nodes=built(viewer, page.rows))


@resolved("One discussion; null where there is none with this id, or it may not be seen.")
def discussion(info: Info, id: strawberry.ID) -> Discussion | None:  # noqa: A002 - the contract's word
    """By its id."""
    key = key_of(Kind.DISCUSSION, id)
    return None if key is None else _one(info, single.discussion_by_id(info.context.viewer, key))


@resolved("The discussion that carries the merchant's own ticket id.")
def discussion_by_merchant_id(info: Info, merchant_discussion_id: str) -> Discussion | None:
    """By the merchant's ticket."""
    return _one(info, single.discussion_by_merchant_id(info.context.viewer, merchant_discussion_id))


def _one(info: Info, row: DiscussionRow | None) -> Discussion | None:
    return None if row is None else built(info.context.viewer, [row])[0]
