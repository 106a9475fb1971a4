"""The marketplace's own tax figures, where an order carries them and they make sense."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.invoicing.cents import ZERO, rounded, trimmed
from guichet.invoicing.document import VatCategory
from guichet.invoicing.positions import VatRule
from guichet.platforms.port import Tax

HUNDRED = Decimal(100)
# Marketplaces round by piece.
CENTS_A_PIECE = Decimal("0.01")


def told_tax(
    taxes: Sequence[Tax], amount: Decimal, pieces: int, usual: Callable[[], VatRule], *, with_vat: bool
) -> tuple[VatRule, Decimal | None]:
    """The rule and the tax of an amount; without figures of the marketplace, the usual rule and no tax.

    RefusalError where its figures fit no rate.
    """
    if not taxes:
        return usual(), None
    tax = sum((one.amount for one in taxes), ZERO)
    rates = {one.rate for one in taxes if one.rate is not None}
    slack = CENTS_A_PIECE * (pieces + 1)
    is_rated = len(rates) == 1 and all(one.rate is not None for one in taxes)
    rule = _taxed(rates.pop(), usual) if is_rated else usual()
    if _fits(rule.rate, tax, amount, slack, with_vat=with_vat):
        return rule, rounded(tax)
    raise _unfit(tax, amount)


def _taxed(rate: Decimal, usual: Callable[[], VatRule]) -> VatRule:
    """Where the marketplace charges nothing, the settings must agree and say why."""
    return VatRule(VatCategory.S, trimmed(rate)) if rate else usual()


def _fits(rate: Decimal, tax: Decimal, amount: Decimal, slack: Decimal, *, with_vat: bool) -> bool:
    expected = amount * rate / (HUNDRED + rate) if with_vat else amount * rate / HUNDRED
    return abs(expected - tax) <= slack


def _unfit(tax: Decimal, amount: Decimal) -> RefusalError:
    message = _(
        "The marketplace gives a tax of %(tax)s on %(amount)s, which fits no VAT rate; set the rate of this "
        "destination or product, or switch off the marketplace's tax figures in the invoice settings."
    )
    return refuse(ErrorCode.CONFLICT, message % {"tax": rounded(tax), "amount": rounded(amount)})
