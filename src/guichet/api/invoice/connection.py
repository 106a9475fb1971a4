"""Pages of invoices."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.invoice.types import Invoice
from guichet.api.pages import PageInfo, page_info
from guichet.invoicing.queries.invoices import InvoiceFilter, InvoicePage, count_invoices


@strawberry.type(description="An invoice in a page, with its cursor.")
class InvoiceEdge:
    """As Relay has it."""

    cursor: str = strawberry.field(description="To be given as `after`.")
    node: Invoice = strawberry.field(description="The invoice.")


@strawberry.type(description="A page of invoices, newest first.")
class InvoiceConnection:
    """As Relay has it."""

    wanted: strawberry.Private[InvoiceFilter]
    page: strawberry.Private[InvoicePage]
    nodes: list[Invoice] = strawberry.field(description="The invoices of the page.")

    @resolved("The invoices of the page, with their cursors.")
    def edges(self) -> list[InvoiceEdge]:
        """One a node."""
        pairs = zip(self.page.cursors, self.nodes, strict=True)
        return [InvoiceEdge(cursor=cursor, node=node) for cursor, node in pairs]

    @resolved("Where the page begins and ends.")
    def page_info(self) -> PageInfo:
        """Of this page."""
        return page_info(self.page)

    @resolved("How many there are.")
    def total_count(self, info: Info) -> int:
        """Counted only when asked for."""
        return count_invoices(info.context.viewer, self.wanted)
