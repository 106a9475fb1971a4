"""previewInvoice."""

from base64 import b64encode
from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invoice.inputs import PreviewInvoiceInput
from guichet.api.invoice.settings_inputs import settings_json
from guichet.api.user_error import UserError, refusable
from guichet.invoicing.queries.preview import preview


@strawberry.type(description="A look at a paper.")
class InvoicePreviewPayload:
    """An additive payload."""

    pdf: str | None = strawberry.field(default=None, description="The PDF in Base64 (RFC 4648).")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@mutation("Draws an order's invoice by a draft of the settings; nothing is numbered or stored.")
@refusable(InvoicePreviewPayload)
def preview_invoice(
    info: Info, given: Annotated[PreviewInvoiceInput, strawberry.argument(name="input")]
) -> InvoicePreviewPayload:
    """By the query of the invoicing room; a mutation, because drafts are large and made for a moment."""
    store = required_key(Kind.STORE, given.store_id, "storeId")
    order = required_key(Kind.ORDER, given.order_id, "orderId")
    draft = None if given.settings is None else settings_json(given.settings)
    return InvoicePreviewPayload(pdf=b64encode(preview(info.context.viewer, store, draft, order)).decode())
