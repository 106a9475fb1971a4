"""generateInvoice."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.types import InvoicePayload, invoice
from guichet.api.user_error import refusable
from guichet.invoicing.actions.generate_invoice import generate_invoice as generate


@mutation(
    "Makes the order's invoice, or returns the one that it has. `buyerVatNumber` is what a business gave, "
    "since marketplaces do not tell it."
)
@refusable(InvoicePayload)
def generate_invoice(
    info: Info, order_id: strawberry.ID, buyer_vat_number: str | None = None
) -> InvoicePayload:
    """By the action of the invoicing room."""
    key = required_key(Kind.ORDER, order_id, "orderId")
    return InvoicePayload(invoice=invoice(generate(info.context.viewer, key, buyer_vat_number)))
