"""Why an invoice cannot be made now."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import prefetch_related_objects

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Order
from guichet.invoicing import access
from guichet.invoicing.issue import today_of
from guichet.invoicing.models import InvoiceSettings
from guichet.invoicing.queries.invoices import invoices_of_orders
from guichet.invoicing.ready import paper_for, settings_in
from guichet.invoicing.sale import sale_of


def obstacle(viewer: Viewer, order: Order) -> str | None:
    """One sentence; None where an invoice can be made, or is there already."""
    return obstacles(viewer, [order])[order.pk]


def obstacles(viewer: Viewer, orders: Sequence[Order]) -> Mapping[UUID, str | None]:
    """The same for many orders, in three queries at most."""
    invoiced = invoices_of_orders(viewer, [order.pk for order in orders])
    prefetch_related_objects([order for order in orders if order.pk not in invoiced], "channel")
    stores = {order.channel.store_id for order in orders if order.pk not in invoiced}
    rows = {row.store_id: row for row in access.settings_rows(viewer).filter(store_id__in=stores)}
    return {
        order.pk: None if order.pk in invoiced else obstacle_with(order, rows.get(order.channel.store_id))
        for order in orders
    }


def obstacle_with(order: Order, row: InvoiceSettings | None) -> str | None:
    """The same for an order that has no invoice yet, with its store's settings."""
    try:
        settings = settings_in(row).settings
        paper_for(settings, sale_of(order), today_of(settings))
    except RefusalError as refusal:
        return refusal.problems[0].message
    return None
