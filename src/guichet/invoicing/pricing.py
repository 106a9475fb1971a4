"""Works out net, VAT and gross of every position so that all sums hold to the cent.

By line, each position is rounded alone. By document, the VAT of each rate is rounded once, on its sum,
and shared out among its positions. Prices with VAT keep their gross amounts, prices without VAT their net
amounts: what the customer paid, or what the seller quoted, never moves by rounding. Where the marketplace
gives the tax itself, its figure stands.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from guichet.invoicing.cents import ZERO, rounded, shared
from guichet.invoicing.document import VatSum
from guichet.invoicing.positions import Position, Priced, VatRule

HUNDRED = Decimal(100)


class Rounding(StrEnum):
    """Where cents are rounded."""

    LINE = "LINE"
    DOCUMENT = "DOCUMENT"


def priced(positions: Sequence[Position], *, with_vat: bool, rounding: Rounding) -> list[Priced]:
    """All positions in their order; their gross (or net) amounts add up to the sum of the amounts given."""
    given = [position.amount for position in positions]
    amounts = shared(rounded(sum(given, ZERO)), given)
    found: dict[int, Priced] = {}
    for chunk in _chunks(positions, rounding):
        taxes = _taxes([positions[i] for i in chunk], [amounts[i] for i in chunk], with_vat=with_vat)
        for index, tax in zip(chunk, taxes, strict=True):
            amount = amounts[index]
            net, gross = (amount - tax, amount) if with_vat else (amount, amount + tax)
            found[index] = Priced(positions[index], net, tax, gross)
    return [found[index] for index in range(len(positions))]


def vat_sums(rows: Iterable[Priced]) -> tuple[VatSum, ...]:
    """The breakdown by category and rate, highest rate first."""
    ordered = sorted(rows, key=lambda row: _key(row.position.vat))
    sums = [_sum(list(group)) for _, group in groupby(ordered, key=lambda row: _key(row.position.vat))]
    return tuple(sums)


def _sum(rows: Sequence[Priced]) -> VatSum:
    rule = rows[0].position.vat
    return VatSum(
        category=rule.category,
        rate=rule.rate,
        basis=sum((row.net for row in rows), ZERO),
        amount=sum((row.vat for row in rows), ZERO),
        exemption_reason=rule.reason,
        exemption_code=rule.code,
    )


def _key(rule: VatRule) -> tuple[Decimal, str]:
    return (-rule.rate, rule.category)


def _chunks(positions: Sequence[Position], rounding: Rounding) -> list[list[int]]:
    """The positions whose tax is rounded together."""
    if rounding is Rounding.LINE:
        return [[index] for index in range(len(positions))]
    told = [[index] for index, position in enumerate(positions) if position.tax is not None]
    rest = [index for index, position in enumerate(positions) if position.tax is None]
    ordered = sorted(rest, key=lambda index: _key(positions[index].vat))
    groups = groupby(ordered, key=lambda index: _key(positions[index].vat))
    return told + [list(group) for _, group in groups]


def _taxes(positions: Sequence[Position], amounts: Sequence[Decimal], *, with_vat: bool) -> list[Decimal]:
    """The tax of positions of one rate: rounded on their sum, then shared out."""
    if positions[0].tax is not None:
        return [rounded(position.tax or ZERO) for position in positions]
    rate = positions[0].vat.rate
    part = rate / (HUNDRED + rate) if with_vat else rate / HUNDRED
    return shared(rounded(sum(amounts, ZERO) * part), [amount * part for amount in amounts])
