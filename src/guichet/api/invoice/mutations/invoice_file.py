"""fileInvoice."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.types import InvoicePayload, invoice
from guichet.api.user_error import refusable
from guichet.invoicing.access import one_invoice
from guichet.invoicing.actions.file_paper import file_paper


@mutation(
    "Puts an invoice or credit note into the marketplace's file of its order, where it keeps one (Mirakl)."
)
@refusable(InvoicePayload)
def file_invoice(info: Info, invoice_id: strawberry.ID) -> InvoicePayload:
    """By the action of the invoicing room."""
    key = required_key(Kind.INVOICE, invoice_id, "invoiceId")
    file_paper(info.context.viewer, key)
    return InvoicePayload(invoice=invoice(one_invoice(info.context.viewer, key)))
