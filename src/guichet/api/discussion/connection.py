"""Pages of discussions."""

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.types import Discussion
from guichet.api.field import resolved
from guichet.api.pages import PageInfo, page_info
from guichet.inbox.queries.discussion_list import DiscussionFilter, DiscussionPage, count_discussions


@strawberry.type(description="A discussion in a page, with its cursor.")
class DiscussionEdge:
    """The contract's DiscussionEdge."""

    cursor: str = strawberry.field(description="To be given as `after`, with the same order.")
    node: Discussion = strawberry.field(description="The discussion.")


@strawberry.type(description="A page of discussions.")
class DiscussionConnection:
    """The contract's DiscussionConnection."""

    wanted: strawberry.Private[DiscussionFilter]
    page: strawberry.Private[DiscussionPage]
    nodes: list[Discussion] = strawberry.field(description="The discussions of the page.")

    @resolved("The discussions of the page, with their cursors.")
    def edges(self) -> list[DiscussionEdge]:
        """One a node."""
        pairs = zip(self.page.cursors, self.nodes, strict=True)
        return [DiscussionEdge(cursor=cursor, node=node) for cursor, node in pairs]

    @resolved("Where the page begins and ends.")
    def page_info(self) -> PageInfo:
        """Of this page."""
        return page_info(self.page)

    @resolved("Exact up to 10,000 and capped there.")
    def total_count(self, info: Info) -> int:
        """Counted only when asked for."""
        return count_discussions(info.context.viewer, self.wanted)
