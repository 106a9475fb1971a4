"""exportInvoices."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.invoice.export import signed_export
from guichet.api.invoice.inputs import InvoiceFilter, wanted
from guichet.api.user_error import UserError, refusable
from guichet.invoicing.queries.invoices import count_invoices


@strawberry.type(description="Where a period can be downloaded.")
class InvoiceExportPayload:
    """An additive payload."""

    url: str | None = strawberry.field(default=None, description="A ZIP of PDFs and a CSV; good for an hour.")
    count: int | None = strawberry.field(default=None, description="Papers in it.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@mutation("Gives the address of a ZIP with the papers that match, and a CSV of their figures.")
@refusable(InvoiceExportPayload)
def export_invoices(
    info: Info, given: Annotated[InvoiceFilter, strawberry.argument(name="filter")]
) -> InvoiceExportPayload:
    """The link is signed; what it gives is made when it is followed."""
    narrowed = wanted(given)
    count = count_invoices(info.context.viewer, narrowed)
    path = signed_export(info.context.viewer, narrowed)
    return InvoiceExportPayload(url=info.context.base_url + path, count=count)
