"""creditInvoice."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.invoice.inputs import CreditInvoiceInput, credit_request
from guichet.api.invoice.types import InvoicePayload, invoice
from guichet.api.user_error import refusable
from guichet.invoicing.actions.credit_invoice import credit_invoice as credit


@mutation("Issues a credit note for an invoice, in whole or in part.")
@refusable(InvoicePayload)
def credit_invoice(
    info: Info, given: Annotated[CreditInvoiceInput, strawberry.argument(name="input")]
) -> InvoicePayload:
    """By the action of the invoicing room."""
    return InvoicePayload(invoice=invoice(credit(info.context.viewer, credit_request(given))))
