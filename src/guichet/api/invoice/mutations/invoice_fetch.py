"""fetchInvoice."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.types import InvoiceFetchPayload, invoice_fetch
from guichet.api.user_error import refusable
from guichet.invoicing.actions.ask_own_invoice import ask_own_invoice


@mutation("Has an order's invoice fetched from the seller's own system, by the address in the settings.")
@refusable(InvoiceFetchPayload)
def fetch_invoice(info: Info, order_id: strawberry.ID) -> InvoiceFetchPayload:
    """By the action of the invoicing room; `Order.invoiceFetch` tells how it goes."""
    key = required_key(Kind.ORDER, order_id, "orderId")
    return InvoiceFetchPayload(fetch=invoice_fetch(ask_own_invoice(info.context.viewer, key)))
