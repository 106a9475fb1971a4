"""Finding anything again by its id."""

from collections.abc import Callable
from uuid import UUID

import strawberry

from guichet.api.attachment.types import attachment
from guichet.api.channel.types import channel
from guichet.api.context import Info
from guichet.api.discussion.build import discussions
from guichet.api.field import resolved
from guichet.api.ids import Kind, split_id
from guichet.api.invoice.batch import invoice_batch
from guichet.api.invoice.types import invoice
from guichet.api.message.types import message
from guichet.api.node.types import Node
from guichet.api.order.types import order
from guichet.api.peers import Peers
from guichet.api.store.types import store
from guichet.inbox import access
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.message_row import row_of
from guichet.invoicing.access import batches, invoices


@resolved("Whatever has this id; null where there is nothing, or it may not be seen.")
def node(info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002 - the contract's word
    """By the door of its kind."""
    parts = split_id(id)
    finder = None if parts is None else FINDERS.get(parts[0])
    return None if parts is None or finder is None else finder(info, parts[1])


def _store(info: Info, key: UUID) -> Node | None:
    row = info.context.stores.get(key)
    return None if row is None else store(row)


def _channel(info: Info, key: UUID) -> Node | None:
    row = info.context.channels.get(key)
    return None if row is None else channel(row)


def _discussion(info: Info, key: UUID) -> Node | None:
    row = discussion_by_id(info.context.viewer, key)
    return None if row is None else discussions(info.context.viewer, [row])[0]


def _message(info: Info, key: UUID) -> Node | None:
    found = access.messages(info.context.viewer).filter(id=key).first()
    if found is None:
        return None
    row = row_of(found)
    return message(row, Peers(info.context.viewer, [row]))


def _attachment(info: Info, key: UUID) -> Node | None:
    row = access.attachments(info.context.viewer).filter(id=key).first()
    return None if row is None else attachment(row)


def _order(info: Info, key: UUID) -> Node | None:
    row = access.orders(info.context.viewer).filter(id=key, fetched_at__isnull=False).first()
    return None if row is None else order(row, Peers(info.context.viewer, [row]))


def _invoice(info: Info, key: UUID) -> Node | None:
    row = invoices(info.context.viewer).filter(id=key).select_related("file").first()
    return None if row is None else invoice(row)


def _batch(info: Info, key: UUID) -> Node | None:
    row = batches(info.context.viewer).filter(id=key).defer("orders").first()
    return None if row is None else invoice_batch(row)


FINDERS: dict[Kind, Callable[[Info, UUID], Node | None]] = {
    Kind.STORE: _store,
    Kind.CHANNEL: _channel,
    Kind.DISCUSSION: _discussion,
    Kind.MESSAGE: _message,
    Kind.ATTACHMENT: _attachment,
    Kind.ORDER: _order,
    Kind.INVOICE: _invoice,
    Kind.BATCH: _batch,
}
