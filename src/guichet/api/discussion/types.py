"""Discussions."""

from datetime import datetime
from functools import partial

import strawberry

from guichet.api.attachment.types import Attachment, attachment
from guichet.api.channel.types import Channel, channel
from guichet.api.discussion import loaders
from guichet.api.draft.types import Draft, draft
from guichet.api.enums import DiscussionStatus, DiscussionType, ParticipantKind
from guichet.api.field import resolved
from guichet.api.marketplace.types import Marketplace, marketplace_of
from guichet.api.message.connection import MessageConnection, message_connection
from guichet.api.node.types import Node
from guichet.api.order.types import Order, order
from guichet.api.participant.types import Participant, participant
from guichet.api.peers import Peers
from guichet.api.store.types import Store
from guichet.inbox.queries.discussion_row import DiscussionRow, ProductData
from guichet.invoicing.queries.numbers import numbers_of_files

MESSAGES_AT_ONCE = 100


@strawberry.type(description="The product that a question is about, as far as the marketplace tells.")
class Product:
    """The contract's Product."""

    title: str | None = strawberry.field(description="Its name.")
    sku: str | None = strawberry.field(description="The merchant's own reference.")
    marketplace_product_id: str | None = strawberry.field(description="The marketplace's own id.")
    url: str | None = strawberry.field(description="Its page on the marketplace.")


@strawberry.type(description="A thread about one matter, with a customer, the marketplace or both.")
class Discussion(Node):
    """The contract's Discussion."""

    row: strawberry.Private[DiscussionRow]
    peers: strawberry.Private[Peers[DiscussionRow]]
    marketplace_discussion_id: str = strawberry.field(description="The marketplace's own id.")
    merchant_discussion_id: str | None = strawberry.field(
        description="The merchant's own ticket id, set by assignMerchantDiscussionId."
    )
    is_read: bool = strawberry.field(description="Whether someone has read its last message.")
    subject: str = strawberry.field(description="As the marketplace gives it.")
    order_id: str | None = strawberry.field(
        description="The marketplace's order id, known even before the order is fetched."
    )
    last_message_at: datetime = strawberry.field(description="When the last message was sent.")
    needs_reply_since: datetime | None = strawberry.field(
        description="Since when the merchant's answer is awaited; null when it is not."
    )
    reply_due_at: datetime | None = strawberry.field(
        description="When the time for that answer ends: the marketplace's limit, or the seller's own where "
        "that is earlier; null where neither is known. See `Channel.replyLimit`."
    )
    answer_waived_at: datetime | None = strawberry.field(
        description="When somebody here said that no answer is needed; null unless that still stands."
    )
    last_sync_at: datetime | None = strawberry.field(description="When it was last read.")
    created_at: datetime = strawberry.field(description="When it was opened at the marketplace.")

    @resolved("Where it takes place.")
    def marketplace(self) -> Marketplace:
        """From the catalogue; its channel is read only where that no longer knows it."""
        row = self.row
        return marketplace_of(
            row.marketplace, lambda: self.peers.ask(loaders.channels)[row.channel_id].platform
        )

    @resolved("What it is about.")
    def type(self) -> DiscussionType:
        """In the contract's words."""
        return DiscussionType(self.row.type)

    @resolved("Set by people only.")
    def status(self) -> DiscussionStatus:
        """In the contract's words."""
        return DiscussionStatus(self.row.status)

    @resolved("Everyone in it.")
    def participants(self) -> list[Participant]:
        """Made when asked for, as all that follows."""
        return [participant(data) for data in self.row.participants]

    @resolved("Who opened the discussion.")
    def initiator(self) -> Participant | None:
        """Where the marketplace tells."""
        return participant(self.row.initiator) if self.row.initiator else None

    @resolved("The product that the question is about.")
    def product(self) -> Product | None:
        """Where the marketplace tells."""
        return _product(self.row.product) if self.row.product else None

    @resolved("Whom a reply may be addressed to now; empty where the marketplace takes none.")
    def possible_recipients(self) -> list[ParticipantKind]:
        """As the connector found."""
        return [ParticipantKind(kind) for kind in self.row.recipient_kinds]

    @resolved("The store that it came to.")
    def store(self) -> Store:
        """Read once for all discussions of the list."""
        return self.peers.ask(loaders.stores)[self.row.store_id]

    @resolved("Through which it came.")
    def channel(self) -> Channel:
        """Read once for all discussions of the list."""
        return channel(self.peers.ask(loaders.channels)[self.row.channel_id])

    @resolved("The order, once it was fetched.")
    def order(self) -> Order | None:
        """Read once for all discussions of the list."""
        if not self.row.order_ref:
            return None
        rows, peers = self.peers.ask(loaders.orders)
        found = rows.get((self.row.channel_id, self.row.order_ref))
        return order(found, peers) if found else None

    @resolved("Its messages, oldest first; `first` is 1 to 100.")
    def messages(self, first: int | None = MESSAGES_AT_ONCE, after: str | None = None) -> MessageConnection:
        """Read once for all discussions of the list."""
        size = MESSAGES_AT_ONCE if first is None else first
        pages, messages = self.peers.ask(loaders.message_pages, size, after)
        return message_connection(self.row.id, pages[self.row.id], messages, self.peers)

    @resolved("The files of all its messages, oldest first.")
    def attachments(self) -> list[Attachment]:
        """Read once for all discussions of the list."""
        files, peers = self.peers.ask(loaders.files)
        numbers = partial(peers.ask, numbers_of_files)
        return [attachment(file, numbers) for file in files.get(self.row.id, ())]

    @resolved("The viewer's own draft in it; nobody else's is shown.")
    def draft(self) -> Draft | None:
        """Read once for all discussions of the list."""
        kept = self.peers.ask(loaders.drafts).get(self.row.id)
        return draft(kept) if kept else None


def _product(data: ProductData) -> Product:
    return Product(
        title=data.get("title"),
        sku=data.get("sku"),
        marketplace_product_id=data.get("marketplace_product_id"),
        url=data.get("url"),
    )
