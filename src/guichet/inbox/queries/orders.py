"""The orders that discussions speak of."""

from collections.abc import Collection, Mapping
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Order

OrderKey = tuple[UUID, str]


def orders_by_key(viewer: Viewer, keys: Collection[OrderKey]) -> Mapping[OrderKey, Order]:
    """The orders that were fetched, by channel and marketplace order id; one query for any number."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = access.orders(viewer).filter(
        channel_id__in={channel for channel, _ in wanted},
        marketplace_order_id__in={order_id for _, order_id in wanted},
        fetched_at__isnull=False,
    )
    found = {(row.channel_id, row.marketplace_order_id): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}
