"""Rows of orders and settings, as the ingest and the page leave them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from guichet.accounts.models import Channel, Store
from guichet.inbox.ingest.orders import ingest_orders
from guichet.inbox.models import Order
from guichet.invoicing.actions.save_settings import save_settings
from guichet.invoicing.models import InvoiceSettings
from guichet.platforms.port import Order as ReadOrder
from tests.cast import Player
from tests.invoicing.sales import FRENCH, line, order

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def configured(who: Player, store: Store, **changes: Any) -> InvoiceSettings:
    """The store's settings, French unless changed."""
    return save_settings(who.viewer, store.pk, {**FRENCH, **changes})


def stored(channel: Channel, read: ReadOrder) -> Order:
    """The order as a connector's answer leaves it."""
    ingest_orders(channel, [read])
    return Order.objects.get(channel=channel, marketplace_order_id=read.marketplace_id)


def many(channel: Channel, count: int) -> list[Order]:
    """So many orders of one lamp each."""
    ingest_orders(
        channel, [replace(order(line(1, "12.00")), marketplace_id=f"O-{i:04}") for i in range(count)]
    )
    return list(Order.objects.filter(channel=channel).order_by("marketplace_order_id"))
