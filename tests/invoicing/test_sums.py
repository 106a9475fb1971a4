"""Whatever is sold: all sums hold, and nobody pays another price by rounding."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.accounts.errors import RefusalError
from guichet.invoicing.cents import ZERO, rounded, shared
from guichet.invoicing.codec import decode, encode
from guichet.invoicing.credit_parts import CreditPart, credit_parts
from guichet.invoicing.credits import Credited, total_of
from guichet.invoicing.document import Paper, VatCategory
from guichet.invoicing.positions import Position, PositionKind, VatRule
from guichet.invoicing.pricing import Rounding, priced, vat_sums
from guichet.platforms.port import Order
from tests.invoicing.sales import line, order, paper_of, settings_of

CENTS = st.decimals("0.00", "9999.99", places=2)
RATES = st.sampled_from(
    [Decimal(rate) for rate in ("0", "2.1", "5.5", "7", "10", "19", "20", "21", "22", "25.5")]
)
RULES = RATES.map(lambda rate: VatRule(VatCategory.S if rate else VatCategory.Z, rate))
POSITIONS = st.lists(
    st.builds(
        Position,
        kind=st.sampled_from(PositionKind),
        title=st.just("Article"),
        quantity=st.integers(1, 9).map(Decimal),
        amount=st.decimals("-500", "9999.9999", places=4),
        vat=RULES,
    ),
    min_size=1,
    max_size=12,
)


@given(POSITIONS, st.booleans(), st.sampled_from(Rounding))
@settings(deadline=None)
def test_sums_hold(positions: list[Position], with_vat: bool, rounding: Rounding) -> None:
    rows = priced(positions, with_vat=with_vat, rounding=rounding)
    given_sum = rounded(sum((one.amount for one in positions), ZERO))
    assert sum((row.gross if with_vat else row.net for row in rows), ZERO) == given_sum
    assert all(row.gross == row.net + row.vat for row in rows)
    table = vat_sums(rows)
    assert sum((row.basis for row in table), ZERO) == sum((row.net for row in rows), ZERO)
    assert sum((row.amount for row in table), ZERO) == sum((row.vat for row in rows), ZERO)


@given(POSITIONS, st.sampled_from(Rounding))
@settings(deadline=None)
def test_vat_is_that_of_its_basis(positions: list[Position], rounding: Rounding) -> None:
    """Within half a cent for the document, within half a cent a line by line (EN 16931, BR-CO-17)."""
    rows = priced(positions, with_vat=False, rounding=rounding)
    for row in vat_sums(rows):
        here = [
            one
            for one in rows
            if (one.position.vat.category, one.position.vat.rate) == (row.category, row.rate)
        ]
        slack = Decimal("0.005") * (len(here) if rounding is Rounding.LINE else 1)
        assert abs(row.amount - row.basis * row.rate / 100) <= slack


@given(st.lists(st.decimals("-100", "100", places=6), min_size=1, max_size=30))
def test_shares_make_up_the_sum(exact: list[Decimal]) -> None:
    total = rounded(sum(exact, ZERO))
    parts = shared(total, exact)
    assert sum(parts, ZERO) == total
    assert all(abs(part - one) < Decimal("0.01") for part, one in zip(parts, exact, strict=True))


@given(
    st.lists(st.tuples(CENTS, st.integers(1, 20), CENTS), min_size=1, max_size=6),
    st.booleans(),
    st.sampled_from(Rounding),
)
@settings(max_examples=60, deadline=None)
def test_papers_never_contradict_themselves(
    sold: list[tuple[Decimal, int, Decimal]],
    with_vat: bool,
    rounding: Rounding,
) -> None:
    lines = [line(i, str(price), count, shipping_price=sent) for i, (price, count, sent) in enumerate(sold)]
    paper = _paper(order(*lines, prices_include_tax=with_vat), rounding)
    assert list(paper.contradictions()) == []
    assert decode(Paper, encode(paper)) == paper


@given(st.lists(st.tuples(CENTS, st.integers(1, 5)), min_size=1, max_size=4), st.data())
@settings(max_examples=60, deadline=None)
def test_credits_bit_by_bit_come_to_the_invoice(sold: list[tuple[Decimal, int]], data: st.DataObject) -> None:
    lines = [line(i, str(price + 1), count) for i, (price, count) in enumerate(sold)]
    paper = _paper(order(*lines), Rounding.DOCUMENT)
    done: list[dict[str, Credited]] = []
    for index, one in enumerate(paper.lines):
        gross = data.draw(st.decimals("0.01", one.gross, places=2))
        done.append(credit_parts([CreditPart(f"line {index}", gross=gross)], paper, total_of(done)))
    total = total_of(done)
    if sum((part.gross for part in total.values()), ZERO) < paper.totals.gross:
        done.append(credit_parts(None, paper, total))
    total = total_of(done)
    assert sum((part.gross for part in total.values()), ZERO) == paper.totals.gross
    assert sum((part.vat for part in total.values()), ZERO) == paper.totals.vat
    with pytest.raises(RefusalError):
        credit_parts(None, paper, total)


def _paper(sold: Order, rounding: Rounding) -> Paper:
    return paper_of(settings_of(rounding=rounding.value), sold)
