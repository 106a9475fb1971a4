"""Cents: rounding, and sharing a sum out so that its parts make it up again."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
SIX_PLACES = Decimal("0.000001")


def rounded(amount: Decimal) -> Decimal:
    """To the cent, half a cent away from zero, as invoices are."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def trimmed(number: Decimal) -> Decimal:
    """The same number without zeros at its end: rates and quantities as people write them."""
    return Decimal(format(number.normalize(), "f"))


def unit_price(net: Decimal, quantity: Decimal) -> Decimal:
    """The price of one piece, with two decimals at least and six at most."""
    exact = (net / quantity).quantize(SIX_PLACES)
    return rounded(exact) if exact == rounded(exact) else trimmed(exact)


def shared(total: Decimal, exact: Sequence[Decimal]) -> list[Decimal]:
    """Amounts in cents, each next to its exact one, that add up to `total` (largest remainders first).

    `total` must be the sum of the exact amounts, give or take a cent for each of them.
    """
    floors = [amount.quantize(CENT, rounding=ROUND_FLOOR) for amount in exact]
    missing = int((total - sum(floors, ZERO)) / CENT)
    by_need = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    step = CENT if missing >= 0 else -CENT
    order = by_need if missing >= 0 else by_need[::-1]
    for turn in range(abs(missing)):
        floors[order[turn % len(order)]] += step
    return floors
