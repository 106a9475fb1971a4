"""A view, and the filter that it keeps."""

from datetime import datetime

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.build import discussions as built
from guichet.api.discussion.connection import DiscussionConnection
from guichet.api.enums import DiscussionOrder, DiscussionStatus, DiscussionType
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.inbox.queries import discussion_filter
from guichet.inbox.queries.discussion_list import list_discussions
from guichet.inbox.queries.views import SavedView

AT_ONCE = 50


@strawberry.type(description="What a view narrows its list to; null where it does not.")
class SavedFilter:
    """The input DiscussionFilter, read back."""

    store_ids: list[strawberry.ID] | None = strawberry.field(description="Of these stores.")
    marketplaces: list[str] | None = strawberry.field(description="Of these marketplaces.")
    types: list[DiscussionType] | None = strawberry.field(description="About these matters.")
    statuses: list[DiscussionStatus] | None = strawberry.field(description="With these statuses.")
    is_read: bool | None = strawberry.field(description="Read, or unread.")
    needs_reply: bool | None = strawberry.field(description="That wait for the merchant's answer.")
    is_overdue: bool | None = strawberry.field(description="Whose `replyDueAt` has passed.")
    is_due_soon: bool | None = strawberry.field(description="Whose `replyDueAt` comes within two hours.")
    has_failed: bool | None = strawberry.field(description="With a reply that could not be delivered.")
    order_id: str | None = strawberry.field(description="Of this order.")
    participant: str | None = strawberry.field(description="Part of a participant's name or e-mail.")
    subject: str | None = strawberry.field(description="Part of the subject.")
    text: str | None = strawberry.field(description="Part of all that is searched.")
    last_message_after: datetime | None = strawberry.field(description="The last message is younger.")
    last_message_before: datetime | None = strawberry.field(description="The last message is older.")


@strawberry.type(description="A list of discussions kept under a name, for oneself or for the team.")
class View:
    """A view as its reader sees it."""

    row: strawberry.Private[SavedView]
    id: strawberry.ID = strawberry.field(description="Its id.")
    name: str = strawberry.field(description="Its name.")
    is_shared: bool = strawberry.field(description="Whether the team sees it.")
    is_own: bool = strawberry.field(description="Whether it is the viewer's own.")
    may_change: bool = strawberry.field(description="Whether the viewer may rename, share and delete it.")
    owner_name: str = strawberry.field(description="Whose it is.")
    order_by: DiscussionOrder = strawberry.field(description="The order of its list.")

    @resolved("What it narrows its list to.")
    def filter(self) -> SavedFilter:
        """The filter as it was saved."""
        return _filter(self.row.wanted)

    @resolved("A page of its list, as the viewer may see it; `first` is 1 to 100.")
    def discussions(
        self, info: Info, first: int | None = AT_ONCE, after: str | None = None
    ) -> DiscussionConnection:
        """By the same query as any list."""
        viewer, row = info.context.viewer, self.row
        page = list_discussions(viewer, row.wanted, row.order, AT_ONCE if first is None else first, after)
        return DiscussionConnection(wanted=row.wanted, page=page, nodes=built(viewer, page.rows))


def view(row: SavedView) -> View:
    """A view to give out."""
    return View(
        row=row,
        id=global_id(Kind.VIEW, row.id),
        name=row.name,
        is_shared=row.is_shared,
        is_own=row.is_own,
        may_change=row.may_change,
        owner_name=row.owner_name,
        order_by=row.order,
    )


def _filter(wanted: discussion_filter.DiscussionFilter) -> SavedFilter:
    stores, types, statuses = wanted.store_ids, wanted.types, wanted.statuses
    return SavedFilter(
        store_ids=None if stores is None else [global_id(Kind.STORE, key) for key in stores],
        marketplaces=None if wanted.marketplaces is None else list(wanted.marketplaces),
        types=None if types is None else list(types),
        statuses=None if statuses is None else [DiscussionStatus(status.value) for status in statuses],
        is_read=wanted.is_read,
        needs_reply=wanted.needs_reply,
        is_overdue=wanted.is_overdue,
        is_due_soon=wanted.is_due_soon,
        has_failed=wanted.has_failed,
        order_id=wanted.order_id,
        participant=wanted.participant,
        subject=wanted.subject,
        text=wanted.text,
        last_message_after=wanted.last_message_after,
        last_message_before=wanted.last_message_before,
    )
