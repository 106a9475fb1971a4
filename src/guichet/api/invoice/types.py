"""Invoices and credit notes."""

from datetime import datetime
from decimal import Decimal

import strawberry

from guichet.api.attachment.types import Attachment, attachment
from guichet.api.context import Info
from guichet.api.enums import InvoiceFetchState, InvoiceFilingState, InvoiceKind
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.node.types import Node
from guichet.api.user_error import UserError
from guichet.invoicing import models
from guichet.invoicing.queries.credited import left_of
from guichet.invoicing.queries.filings import filings_of
from guichet.invoicing.queries.invoices import credit_notes_of


@strawberry.type(description="A position of an invoice, and what of it can still be credited.")
class InvoicePosition:
    """One of `queries.credited.PositionLeft`."""

    position: str = strawberry.field(description='To be named in `creditInvoice`: "line 0", "shipping 0".')
    title: str = strawberry.field(description="As on the invoice; empty for shipping.")
    gross: Decimal = strawberry.field(description="As invoiced.")
    left_gross: Decimal = strawberry.field(description="Not credited yet.")
    left_quantity: Decimal = strawberry.field(description="Pieces not credited yet; 0 but for lines.")


@strawberry.type(description="An invoice or a credit note. What was issued here never changes.")
class Invoice(Node):
    """The contract's Invoice, and what accountants ask for."""

    row: strawberry.Private[models.Invoice]
    number: str = strawberry.field(description="Its number in the store's own series, or its own.")
    issued_at: datetime = strawberry.field(description="When it was made, or taken in.")
    issued_on: str = strawberry.field(description="The day on the paper, YYYY-MM-DD.")
    kind: InvoiceKind = strawberry.field(description="Made here, a credit note, or made elsewhere.")
    marketplace_order_id: str = strawberry.field(description="The marketplace's id of its order.")
    order_id: strawberry.ID = strawberry.field(description="Its order, for `node`.")
    currency: str | None = strawberry.field(description="ISO 4217.")
    net: Decimal | None = strawberry.field(description="Without VAT; null where it was made elsewhere.")
    vat: Decimal | None = strawberry.field(description="The VAT; null where it was made elsewhere.")
    gross: Decimal | None = strawberry.field(description="With VAT; null where it was made elsewhere.")

    @resolved("The document.")
    def file(self) -> Attachment:
        """Read with the row."""
        return attachment(self.row.file, lambda: {self.row.digest: self.row.number})

    @resolved("The invoice that a credit note corrects.")
    def refers_to_id(self) -> strawberry.ID | None:
        """For `node`."""
        key = self.row.refers_to_id
        return None if key is None else global_id(Kind.INVOICE, key)

    @resolved("The credit notes that correct it, oldest first.")
    def credit_notes(self, info: Info) -> list["Invoice"]:
        """One query an invoice: asked of single ones."""
        found = credit_notes_of(info.context.viewer, [self.row.pk]).get(self.row.pk, [])
        return [invoice(row) for row in found]

    @resolved("Its way into the marketplace's own file of the order; null where none was asked for.")
    def filing(self, info: Info) -> "InvoiceFiling | None":
        """One query an invoice: asked of single ones."""
        row = filings_of(info.context.viewer, [self.row.pk]).get(self.row.pk)
        return (
            None
            if row is None
            else InvoiceFiling(state=InvoiceFilingState(row.state), error=row.error or None)
        )

    @resolved("Its positions and what can still be credited; null for what cannot be credited here.")
    def positions(self) -> list[InvoicePosition] | None:
        """From the papers as they were issued."""
        left = left_of(self.row)
        if left is None:
            return None
        return [
            InvoicePosition(
                position=one.position,
                title=one.title,
                gross=one.gross,
                left_gross=one.left_gross,
                left_quantity=one.left_quantity,
            )
            for one in left.positions
        ]


@strawberry.type(description="The way of a paper into the marketplace's own file of its order.")
class InvoiceFiling:
    """A row of `Filing`."""

    state: InvoiceFilingState = strawberry.field(description="How far it is.")
    error: str | None = strawberry.field(description="What went wrong last; null while nothing did.")


def invoice(row: models.Invoice) -> Invoice:
    """From a row with its file."""
    return Invoice(
        id=global_id(Kind.INVOICE, row.pk),
        row=row,
        number=row.number,
        issued_at=row.issued_at,
        issued_on=row.issued_on.isoformat(),
        kind=InvoiceKind(row.kind),
        marketplace_order_id=row.marketplace_order_id,
        order_id=global_id(Kind.ORDER, row.order_id),
        currency=row.currency or None,
        net=row.net,
        vat=row.vat,
        gross=row.gross,
    )


@strawberry.type(description="The fetching of an invoice from the seller's own system.")
class InvoiceFetch:
    """A row of `OwnFetch`."""

    state: InvoiceFetchState = strawberry.field(description="How far it is.")
    error: str | None = strawberry.field(description="What went wrong last; null while nothing did.")


def invoice_fetch(row: models.OwnFetch) -> InvoiceFetch:
    """From a row."""
    return InvoiceFetch(state=InvoiceFetchState(row.state), error=row.error or None)


@strawberry.type(description="What became of the request for an invoice.")
class InvoicePayload:
    """The contract's InvoicePayload."""

    invoice: Invoice | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to fetch an invoice.")
class InvoiceFetchPayload:
    """An additive payload."""

    fetch: InvoiceFetch | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")
