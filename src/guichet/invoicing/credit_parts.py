"""Which parts of an invoice a request credits, and whether they are still there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem, RefusalError, refuse
from guichet.invoicing.cents import ZERO, rounded
from guichet.invoicing.credits import Credited, Key, positions_of, rest, share, signed_gross
from guichet.invoicing.document import Extra, Paper, PaperLine


@dataclass(frozen=True, slots=True)
class CreditPart:
    """A part of one position: so many pieces of a line, or a gross amount; neither is all that is left.

    `position` is a key of `InvoiceLeft`: "line 0", "shipping 0", "discount 0".
    """

    position: Key
    quantity: Decimal | None = None
    gross: Decimal | None = None


def credit_parts(
    asked: Sequence[CreditPart] | None, paper: Paper, before: Mapping[Key, Credited]
) -> dict[Key, Credited]:
    """What is credited now; RefusalError where it is nothing, or more than is left."""
    positions = positions_of(paper)
    left = {key: rest(position, before.get(key, Credited())) for key, position in positions.items()}
    if asked is None:
        parts = {key: part for key, part in left.items() if part.gross or part.quantity}
    else:
        problems = list(_problems(asked, left))
        if problems:
            raise RefusalError(*problems)
        parts = {one.position: _asked(one, positions, before, left) for one in asked}
    _must_fit(paper, parts, before)
    return parts


def _asked(
    one: CreditPart,
    positions: Mapping[Key, PaperLine | Extra],
    before: Mapping[Key, Credited],
    left: Mapping[Key, Credited],
) -> Credited:
    position, done, remaining = (
        positions[one.position],
        before.get(one.position, Credited()),
        left[one.position],
    )
    if one.gross is not None:
        return share(position, done, rounded(one.gross), one.quantity or ZERO)
    if one.quantity is None or one.quantity == remaining.quantity or not isinstance(position, PaperLine):
        return remaining
    gross = min(rounded(position.gross * one.quantity / position.quantity), remaining.gross)
    return share(position, done, gross, one.quantity)


def _problems(asked: Sequence[CreditPart], left: Mapping[Key, Credited]) -> Iterator[Problem]:
    if not asked:
        yield Problem(ErrorCode.REQUIRED, _("Name at least one position to credit."), "parts")
    for number, one in enumerate(asked):
        field = f"parts.{number}"
        if one.position not in left or one.position in {other.position for other in asked[:number]}:
            message = _("The invoice has no position %(position)s, or it is named twice.")
            yield Problem(ErrorCode.INVALID, message % {"position": one.position}, f"{field}.position")
        else:
            yield from _too_much(one, left[one.position], field)


def _too_much(one: CreditPart, remaining: Credited, field: str) -> Iterator[Problem]:
    if one.quantity is not None and not 0 < one.quantity <= remaining.quantity:
        message = _("Credit more than 0 and at most %(left)s pieces of %(position)s; the rest is credited.")
        values = {"left": remaining.quantity, "position": one.position}
        yield Problem(ErrorCode.INVALID, message % values, f"{field}.quantity")
    if one.gross is not None and not 0 < one.gross <= remaining.gross:
        message = _("Credit more than 0 and at most %(left)s of %(position)s; the rest is credited.")
        values = {"left": remaining.gross, "position": one.position}
        yield Problem(ErrorCode.INVALID, message % values, f"{field}.gross")


def _must_fit(paper: Paper, parts: Mapping[Key, Credited], before: Mapping[Key, Credited]) -> None:
    """Lines alone may be worth more than the invoice, where it has discounts."""
    now = sum((signed_gross(key, part) for key, part in parts.items()), ZERO)
    done = sum((signed_gross(key, part) for key, part in before.items()), ZERO)
    left = paper.totals.gross - done
    if not parts or left <= 0:
        raise refuse(ErrorCode.CONFLICT, _("This invoice is credited already; nothing is left of it."))
    if not 0 < now <= left:
        message = _("These positions come to %(sum)s; credit more than 0 and at most %(left)s.")
        raise refuse(ErrorCode.INVALID, message % {"sum": now, "left": left}, "parts")
