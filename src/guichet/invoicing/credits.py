"""What of an invoice is credited, and what is left of it.

All amounts are shares of the invoice's own: VAT is credited in the proportion of the gross amount, rounded on
what has been credited altogether, so that a whole invoice credited bit by bit is credited to the cent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guichet.invoicing.cents import ZERO, rounded, unit_price
from guichet.invoicing.document import Extra, Paper, PaperLine

# Where a position stands on the invoice: "line 0", "shipping 0", "discount 0".
Key = str


@dataclass(frozen=True, slots=True)
class Credited:
    """What was credited of one position so far: pieces, and amounts with their VAT."""

    quantity: Decimal = ZERO
    gross: Decimal = ZERO
    vat: Decimal = ZERO

    def plus(self, other: "Credited") -> "Credited":
        """Both together."""
        return Credited(self.quantity + other.quantity, self.gross + other.gross, self.vat + other.vat)


def positions_of(paper: Paper) -> Mapping[Key, PaperLine | Extra]:
    """All positions of an invoice by their keys."""
    found: dict[Key, PaperLine | Extra] = {f"line {i}": line for i, line in enumerate(paper.lines)}
    found |= {f"shipping {i}": extra for i, extra in enumerate(paper.shipping)}
    return found | {f"discount {i}": extra for i, extra in enumerate(paper.discounts)}


def total_of(credits_: Sequence[Mapping[Key, Credited]]) -> dict[Key, Credited]:
    """Several credit notes together."""
    found: dict[Key, Credited] = {}
    for one in credits_:
        for key, part in one.items():
            found[key] = found.get(key, Credited()).plus(part)
    return found


def share(position: PaperLine | Extra, before: Credited, gross: Decimal, quantity: Decimal) -> Credited:
    """The part of a position that a further gross amount is, with its VAT."""
    together = before.gross + gross
    vat = rounded(position.vat * together / position.gross) if position.gross else ZERO
    return Credited(quantity, gross, vat - before.vat)


def rest(position: PaperLine | Extra, before: Credited) -> Credited:
    """All that is left of a position."""
    quantity = position.quantity - before.quantity if isinstance(position, PaperLine) else ZERO
    return Credited(quantity, position.gross - before.gross, position.vat - before.vat)


def signed_gross(key: Key, part: Credited) -> Decimal:
    """What the position adds to a credit note: a discount that is taken back lowers it."""
    return -part.gross if key.startswith("discount") else part.gross


def drawn(paper: Paper, parts: Mapping[Key, Credited]) -> Iterator[tuple[Key, PaperLine | Extra]]:
    """The positions of a credit note, as they stand on it."""
    for key, position in positions_of(paper).items():
        part = parts.get(key)
        if part is None or not (part.gross or part.quantity):
            continue
        net = part.gross - part.vat
        if isinstance(position, PaperLine):
            yield key, _line(position, part, net)
        else:
            extra = Extra(net, position.category, position.rate, part.vat, part.gross, position.title)
            yield key, extra


def _line(line: PaperLine, part: Credited, net: Decimal) -> PaperLine:
    """A reduction of the price, with no piece coming back, is one piece of that amount."""
    pieces = part.quantity if part.quantity > 0 else Decimal(1)
    return PaperLine(
        title=line.title,
        quantity=pieces,
        unit_net=unit_price(net, pieces),
        net=net,
        category=line.category,
        rate=line.rate,
        vat=part.vat,
        gross=part.gross,
        sku=line.sku,
    )
