"""Asking for invoices."""

from typing import Annotated

import strawberry

from guichet.accounts.errors import RefusalError
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, key_of
from guichet.api.invoice.connection import InvoiceConnection
from guichet.api.invoice.inputs import InvoiceFilter, wanted
from guichet.api.invoice.settings_types import InvoiceSettings
from guichet.api.invoice.settings_types import invoice_settings as shown
from guichet.api.invoice.types import invoice
from guichet.invoicing.queries.invoices import list_invoices
from guichet.invoicing.queries.settings import settings_of

AT_ONCE = 50


@resolved("The visible invoices and credit notes that match, newest first; `first` is 1 to 100.")
def invoices(
    info: Info,
    given: Annotated[InvoiceFilter | None, strawberry.argument(name="filter")] = None,
    first: int | None = AT_ONCE,
    after: str | None = None,
) -> InvoiceConnection:
    """One page."""
    narrowed = wanted(given)
    page = list_invoices(info.context.viewer, narrowed, AT_ONCE if first is None else first, after)
    return InvoiceConnection(wanted=narrowed, page=page, nodes=[invoice(row) for row in page.rows])


@resolved("How a store invoices; null while that is not set, or the store may not be seen.")
def invoice_settings(info: Info, store_id: strawberry.ID) -> InvoiceSettings | None:
    """By its store."""
    key = key_of(Kind.STORE, store_id)
    if key is None:
        return None
    try:
        found = settings_of(info.context.viewer, key)
    except RefusalError:
        return None
    return None if found is None else shown(found)
