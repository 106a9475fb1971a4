"""From an order's figures to positions, each with its VAT."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import groupby

from guichet.invoicing.cents import ZERO
from guichet.invoicing.figures import Charge, Figures
from guichet.invoicing.positions import Position, PositionKind, VatRule
from guichet.invoicing.told_taxes import told_tax
from guichet.invoicing.vat_rules import VatRules
from guichet.platforms.port import OrderLine, Tax

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Charging:
    """How amounts become positions: by which rules, and whether they hold VAT already."""

    rules: VatRules
    with_vat: bool

    def positions(self, figures: Figures) -> list[Position]:
        """Goods and discounts in the order's own sequence, then shipping, one position a rate."""
        goods = {c.line.marketplace_id: self._goods(c.line, c.amount) for c in figures.goods if c.line}
        return [*goods.values(), *_merged([*self._shipping(figures.shipping, goods)])]

    def _goods(self, line: OrderLine, amount: Decimal) -> Position:
        rule, tax = self._taxed(line.taxes, amount, line.quantity, line.sku)
        kind = PositionKind.DISCOUNT if amount < 0 else PositionKind.LINE
        return Position(kind, line.title, Decimal(line.quantity), amount, rule, line.sku, tax)

    def _taxed(
        self, taxes: Sequence[Tax], amount: Decimal, pieces: int, sku: str | None
    ) -> tuple[VatRule, Decimal | None]:
        return told_tax(
            self._heeded(taxes), amount, pieces, lambda: self.rules.product(sku), with_vat=self.with_vat
        )

    def _heeded(self, taxes: Sequence[Tax]) -> Sequence[Tax]:
        return taxes if self.rules.is_taxed and self.rules.settings.vat.use_marketplace_tax else ()

    def _shipping(self, charges: Sequence[Charge], goods: Mapping[str, Position]) -> Iterator[Position]:
        for charge in charges:
            if charge.line is not None:
                yield self._of_line(charge.line, charge.amount, goods[charge.line.marketplace_id].vat)
            else:
                yield from self._spread(charge.amount, list(goods.values()))

    def _of_line(self, line: OrderLine, amount: Decimal, goods: VatRule) -> Position:
        taxes, pieces = self._heeded(line.shipping_taxes), line.quantity
        usual = partial(self.rules.shipping, goods)
        return _ship(amount, *told_tax(taxes, amount, pieces, usual, with_vat=self.with_vat))

    def _spread(self, amount: Decimal, goods: Sequence[Position]) -> Iterator[Position]:
        """Shipping of the whole order goes with its goods by their value."""
        paid = [position for position in goods if position.amount > 0]
        if not paid:
            yield _ship(amount, self.rules.shipping(goods[0].vat))
            return
        value = sum((position.amount for position in paid), ZERO)
        for position in paid:
            yield _ship(amount * position.amount / value, self.rules.shipping(position.vat))


def _ship(amount: Decimal, rule: VatRule, tax: Decimal | None = None) -> Position:
    return Position(PositionKind.SHIPPING, None, ONE, amount, rule, tax=tax)


def _merged(shipping: Sequence[Position]) -> Iterator[Position]:
    """One position for each rule; those whose tax the marketplace tells stay apart."""

    def key(position: Position) -> tuple[Decimal, str, bool]:
        return (-position.vat.rate, position.vat.category, position.tax is None)

    for (_, _, is_ours), group in groupby(sorted(shipping, key=key), key=key):
        same = list(group)
        amount = sum((one.amount for one in same), ZERO)
        tax = None if is_ours else sum((one.tax or ZERO for one in same), ZERO)
        yield replace(same[0], amount=amount, tax=tax)
