"""What of an invoice was credited, and what is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from guichet.invoicing.cents import ZERO
from guichet.invoicing.codec import decode
from guichet.invoicing.credits import Credited, Key, positions_of, rest, signed_gross, total_of
from guichet.invoicing.document import Paper
from guichet.invoicing.issue import CREDITED
from guichet.invoicing.models import Invoice, InvoiceKind


@dataclass(frozen=True, slots=True)
class PositionLeft:
    """A position of an invoice and what can still be credited; only lines have a quantity."""

    position: Key
    title: str
    gross: Decimal
    left_gross: Decimal
    left_quantity: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceLeft:
    """What can still be credited of an invoice."""

    gross: Decimal
    positions: tuple[PositionLeft, ...]


def credited_of(invoice: Invoice) -> Mapping[Key, Credited]:
    """All its credit notes together."""
    rows = Invoice.objects.filter(account_id=invoice.account_id, refers_to=invoice)
    parts = [row[CREDITED] for row in rows.values_list("data", flat=True)]
    return total_of([{key: decode(Credited, part) for key, part in one.items()} for one in parts])


def left_of(invoice: Invoice) -> InvoiceLeft | None:
    """What is left; None for a paper that cannot be credited here."""
    if invoice.kind != InvoiceKind.INVOICE:
        return None
    paper, before = decode(Paper, invoice.data), credited_of(invoice)
    done = sum((signed_gross(key, part) for key, part in before.items()), ZERO)
    rows = []
    for key, position in positions_of(paper).items():
        remaining = rest(position, before.get(key, Credited()))
        title = position.title or ""
        rows.append(PositionLeft(key, title, position.gross, remaining.gross, remaining.quantity))
    return InvoiceLeft(paper.totals.gross - done, tuple(rows))
