"""uploadInvoice."""

from typing import Annotated, BinaryIO, cast

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.inputs import UploadInvoiceInput, day
from guichet.api.invoice.types import InvoicePayload, invoice
from guichet.api.scalars import Upload
from guichet.api.user_error import refusable
from guichet.invoicing.actions.upload_own_invoice import upload_own_invoice


@mutation("Takes in the invoice of an order that was made elsewhere: a PDF of at most 20 MB.")
@refusable(InvoicePayload)
def upload_invoice(
    info: Info, given: Annotated[UploadInvoiceInput, strawberry.argument(name="input")], file: Upload
) -> InvoicePayload:
    """By the action of the invoicing room."""
    key = required_key(Kind.ORDER, given.order_id, "orderId")
    stream, issued_on = cast("BinaryIO", file.file), day(given.issued_on, "issuedOn")
    row = upload_own_invoice(info.context.viewer, key, given.number, stream, issued_on)
    return InvoicePayload(invoice=invoice(row))
