"""The papers of the order beside a conversation: its invoice, credit notes, and the ways to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Order
from guichet.invoicing.filing import takes_papers
from guichet.invoicing.models import Filing, FilingState, Invoice, InvoiceKind, OwnFetch
from guichet.invoicing.queries.fetches import fetches_of_orders
from guichet.invoicing.queries.filings import filings_of
from guichet.invoicing.queries.invoices import credit_notes_of, invoice_of_order
from guichet.invoicing.queries.obstacle import obstacle_with
from guichet.invoicing.queries.settings import settings_row


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper of the order, and how far it is into the marketplace's own file of the order."""

    row: Invoice
    filing: Filing | None
    may_file: bool
    may_credit: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """The invoice first, then its credit notes; without one, why none can be made and what can be done.

    `why_not` is a sentence, and empty where an invoice can be made or is there.
    """

    order_id: UUID
    issued: Sequence[Issued] = ()
    why_not: str = ""
    fetch: OwnFetch | None = None
    may_fetch: bool = False

    @property
    def number(self) -> str:
        """That of the invoice; empty while there is none."""
        return self.issued[0].row.number if self.issued else ""


def papers_of(viewer: Viewer, order: Order) -> Papers:
    """What was issued for an order that the viewer sees, or how it can be."""
    invoice = invoice_of_order(viewer, order.pk)
    if invoice is not None:
        return Papers(order.pk, _issued(viewer, order, invoice))
    settings = settings_row(viewer, order.channel.store_id)
    why_not = obstacle_with(order, settings) or ""
    if settings is None or not settings.data.get("ownAddress"):
        return Papers(order.pk, why_not=why_not)
    return Papers(
        order.pk,
        why_not=why_not,
        fetch=fetches_of_orders(viewer, [order.pk]).get(order.pk),
        may_fetch=True,
    )


def _issued(viewer: Viewer, order: Order, invoice: Invoice) -> list[Issued]:
    rows = [invoice]
    if invoice.kind == InvoiceKind.INVOICE:
        rows += credit_notes_of(viewer, [invoice.pk]).get(invoice.pk, [])
    files = takes_papers(order)
    filings = filings_of(viewer, [row.pk for row in rows]) if files else {}
    return [_one(viewer, row, filings.get(row.pk), files=files) for row in rows]


def _one(viewer: Viewer, row: Invoice, filing: Filing | None, *, files: bool) -> Issued:
    is_open = files and (filing is None or filing.state == FilingState.FAILED)
    return Issued(
        row=row,
        filing=filing,
        may_file=is_open and viewer.may_reply,
        may_credit=row.kind == InvoiceKind.INVOICE and viewer.may_reply,
    )
