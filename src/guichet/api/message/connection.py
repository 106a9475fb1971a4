"""Pages of messages."""

from uuid import UUID

import strawberry

from guichet.api.discussion.loaders import message_counts
from guichet.api.field import resolved
from guichet.api.message.types import Message, message
from guichet.api.pages import PageInfo, page_info
from guichet.api.peers import Peers
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.message_row import MessageRow
from guichet.inbox.queries.messages import MessagePage


@strawberry.type(description="A message in a page, with its cursor.")
class MessageEdge:
    """The contract's MessageEdge."""

    cursor: str = strawberry.field(description="To be given as `after`.")
    node: Message = strawberry.field(description="The message.")


@strawberry.type(description="A page of a discussion's messages, oldest first.")
class MessageConnection:
    """The contract's MessageConnection."""

    discussion_id: strawberry.Private[UUID]
    page: strawberry.Private[MessagePage]
    discussions: strawberry.Private[Peers[DiscussionRow]]
    nodes: list[Message] = strawberry.field(description="The messages of the page.")

    @resolved("The messages of the page, with their cursors.")
    def edges(self) -> list[MessageEdge]:
        """One a node."""
        pairs = zip(self.page.cursors, self.nodes, strict=True)
        return [MessageEdge(cursor=cursor, node=node) for cursor, node in pairs]

    @resolved("Where the page begins and ends.")
    def page_info(self) -> PageInfo:
        """Of this page."""
        return page_info(self.page)

    @resolved("All messages of the discussion.")
    def total_count(self) -> int:
        """Counted once for all discussions of the list."""
        return self.discussions.ask(message_counts)[self.discussion_id]


def message_connection(
    discussion_id: UUID,
    page: MessagePage,
    messages: Peers[MessageRow],
    discussions: Peers[DiscussionRow],
) -> MessageConnection:
    """The page of one discussion among those it was read with."""
    nodes = [message(row, messages) for row in page.rows]
    return MessageConnection(discussion_id=discussion_id, page=page, discussions=discussions, nodes=nodes)
