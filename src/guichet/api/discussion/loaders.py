"""What discussions of one list need, read for all of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import visible_channels
from guichet.accounts.queries.stores import store_names
from guichet.accounts.viewer import Viewer
from guichet.api.peers import Peers
from guichet.api.store.types import Store, named_store
from guichet.inbox.models import Attachment, Draft, Order
from guichet.inbox.queries.attachments import attachments_of_discussions
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.drafts import drafts_of
from guichet.inbox.queries.message_row import MessageRow
from guichet.inbox.queries.messages import MessagePage, count_messages_of, list_messages_of
from guichet.inbox.queries.orders import OrderKey, orders_by_key

Rows = Sequence[DiscussionRow]


def channels(viewer: Viewer, rows: Rows) -> Mapping[UUID, Channel]:
    """Their channels, with the stores of these."""
    found = visible_channels(viewer).filter(id__in={row.channel_id for row in rows})
    return {channel.pk: channel for channel in found.defer("credentials", "cursor")}


def stores(viewer: Viewer, rows: Rows) -> Mapping[UUID, Store]:
    """Their stores, each made once."""
    names = store_names(viewer, {row.store_id for row in rows})
    return {key: named_store(key, name) for key, name in names.items()}


def orders(viewer: Viewer, rows: Rows) -> tuple[Mapping[OrderKey, Order], Peers[Order]]:
    """The orders that were fetched, by channel and marketplace order id, and all these orders as peers."""
    found = orders_by_key(viewer, [(row.channel_id, row.order_ref) for row in rows if row.order_ref])
    return found, Peers(viewer, list(found.values()))


def files(viewer: Viewer, rows: Rows) -> tuple[Mapping[UUID, Sequence[Attachment]], Peers[Attachment]]:
    """All files of each discussion, and all these files as peers."""
    found = attachments_of_discussions(viewer, [row.id for row in rows])
    return found, Peers(viewer, [file for some in found.values() for file in some])


def drafts(viewer: Viewer, rows: Rows) -> Mapping[UUID, Draft]:
    """The viewer's own drafts."""
    return drafts_of(viewer, [row.id for row in rows])


def message_pages(
    viewer: Viewer, rows: Rows, first: int, after: str | None
) -> tuple[Mapping[UUID, MessagePage], Peers[MessageRow]]:
    """The same page of each discussion's messages, and all these messages as peers."""
    pages = list_messages_of(viewer, [row.id for row in rows], first, after)
    return pages, Peers(viewer, [message for page in pages.values() for message in page.rows])


def message_counts(viewer: Viewer, rows: Rows) -> Mapping[UUID, int]:
    """How many messages each discussion holds."""
    return count_messages_of(viewer, [row.id for row in rows])
