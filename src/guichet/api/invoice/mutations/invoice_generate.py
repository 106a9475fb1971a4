"""generateInvoice."""

import strawberry

from guichet.accounts.errors import ErrorCode, refuse
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.types import NOT_YET, InvoicePayload
from guichet.api.user_error import refusable


@mutation("Makes the order's invoice, or returns the one that it has.")
@refusable(InvoicePayload)
def generate_invoice(info: Info, order_id: strawberry.ID) -> InvoicePayload:
    """Refused until the invoicing room is built."""
    info.context.viewer.must_reply()
    required_key(Kind.ORDER, order_id, "orderId")
    raise refuse(ErrorCode.UNSUPPORTED, NOT_YET)
