"""Which amounts of an order count: those that make up its total.

Marketplaces give prices by piece, by line and in sum, with or without what was cancelled since. An invoice is
only made of figures that add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.invoicing.cents import ZERO, rounded
from guichet.platforms.port import Order, OrderLine


@dataclass(frozen=True, slots=True)
class Charge:
    """An amount as the order has it; `line` None for shipping that is told for the whole order only."""

    line: OrderLine | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """What is charged for goods and for shipping."""

    goods: tuple[Charge, ...]
    shipping: tuple[Charge, ...]

    @property
    def total(self) -> Decimal:
        """The sum of all charges."""
        return sum((charge.amount for charge in (*self.goods, *self.shipping)), ZERO)


def figures_of(order: Order, living: Sequence[OrderLine]) -> Figures:
    """The charges of the living lines; RefusalError where prices are missing or do not make up the total."""
    if not living:
        raise refuse(ErrorCode.CONFLICT, _("The order has no lines that can be invoiced."))
    readings = [figures for lines in (living, order.lines) for figures in _readings(order, lines)]
    for figures in readings:
        if _makes_up(order, figures):
            return _of(figures, living)
    raise _mismatch(order, readings)


def _readings(order: Order, lines: Sequence[OrderLine]) -> Iterator[Figures]:
    by_line = tuple(Charge(line, line.shipping_price) for line in lines if line.shipping_price)
    whole = () if not order.shipping_total else (Charge(None, order.shipping_total),)
    for goods in (_line_totals(lines), _piece_prices(lines)):
        for shipping in dict.fromkeys((by_line or whole, whole)):
            if goods is not None:
                yield Figures(goods, shipping)
    # Amazon's proceeds of an item may hold its shipping already.
    goods = _line_totals(lines)
    if goods is not None and order.total is not None:
        yield Figures(goods, ())


def _line_totals(lines: Sequence[OrderLine]) -> tuple[Charge, ...] | None:
    totals = [(line, line.total if line.total is not None else _pieces(line)) for line in lines]
    return _complete(totals)


def _piece_prices(lines: Sequence[OrderLine]) -> tuple[Charge, ...] | None:
    return _complete([(line, _pieces(line)) for line in lines])


def _complete(priced: Sequence[tuple[OrderLine, Decimal | None]]) -> tuple[Charge, ...] | None:
    charges = tuple(Charge(line, amount) for line, amount in priced if amount is not None)
    return charges if len(charges) == len(priced) else None


def _pieces(line: OrderLine) -> Decimal | None:
    return None if line.unit_price is None else line.unit_price * line.quantity


def _makes_up(order: Order, figures: Figures) -> bool:
    """Whether the sum is the order's total; one without VAT may be told with it."""
    if order.total is None:
        return True
    told = [tax.amount for charge in figures.goods if charge.line for tax in charge.line.taxes]
    told += [tax.amount for charge in figures.shipping if charge.line for tax in charge.line.shipping_taxes]
    sums = {rounded(figures.total)}
    if not order.prices_include_tax:
        sums.add(rounded(figures.total + sum(told, ZERO)))
    return rounded(order.total) in sums


def _of(figures: Figures, living: Sequence[OrderLine]) -> Figures:
    kept = {line.marketplace_id for line in living}
    goods = tuple(c for c in figures.goods if c.line is None or c.line.marketplace_id in kept)
    shipping = tuple(c for c in figures.shipping if c.line is None or c.line.marketplace_id in kept)
    return Figures(goods, shipping)


def _mismatch(order: Order, readings: Sequence[Figures]) -> RefusalError:
    if not readings:
        message = _("The marketplace gives no price for a line of this order; upload your own invoice.")
        return refuse(ErrorCode.CONFLICT, message)
    message = _(
        "The order's total is %(total)s, but its lines and shipping add up to %(sum)s; "
        "wait until the marketplace gives it anew, or upload your own invoice."
    )
    figures = {"total": rounded(order.total or ZERO), "sum": rounded(readings[0].total)}
    return refuse(ErrorCode.CONFLICT, message % figures)
