"""removeInvoice."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.types import InvoicePayload, invoice
from guichet.api.user_error import refusable
from guichet.invoicing.actions.remove_own_invoice import remove_own_invoice


@mutation("Lets go of an invoice that was made elsewhere; what was issued here stays.")
@refusable(InvoicePayload)
def remove_invoice(info: Info, invoice_id: strawberry.ID) -> InvoicePayload:
    """By the action of the invoicing room."""
    key = required_key(Kind.INVOICE, invoice_id, "invoiceId")
    return InvoicePayload(invoice=invoice(remove_own_invoice(info.context.viewer, key)))
