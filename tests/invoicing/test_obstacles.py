"""Why an order cannot be invoiced: one sentence each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from guichet.accounts.errors import RefusalError
from guichet.invoicing.ready import paper_for
from guichet.invoicing.sale import Sale
from guichet.invoicing.states import Stage, _table, stage_of
from guichet.platforms.port import Address, Order, Tax
from guichet.platforms.words import Platform
from tests.invoicing.sales import BERLIN, LAS_PALMAS, TODAY, line, order, settings_of

D = Decimal
NOWHERE = Address("Camille Renard", None, ("12 rue de l’Exemple",), "69003", "Lyon", None, None)
LAMP = line(1, "12.00")


def refused(sold: Order, platform: Platform = Platform.MIRAKL, today: date = TODAY, **settings: Any) -> str:
    with pytest.raises(RefusalError) as refusal:
        paper_for(settings_of(**settings), Sale(sold, platform, "Leroy Merlin"), today)
    (problem,) = refusal.value.problems
    return problem.message


@pytest.mark.parametrize(
    ("sold", "words"),
    [
        (order(LAMP, state="WAITING_ACCEPTANCE"), "once it is accepted"),
        (order(LAMP, state="CANCELED"), "nothing to invoice"),
        (order(LAMP, state="MELTED"), "state MELTED, and it is not known"),
        (order(LAMP, state=""), "state unknown, and it is not known"),
        (order(LAMP, billing_address=None, shipping_address=None), "has no address"),
        (order(LAMP, billing_address=NOWHERE, shipping_address=None), "names no country"),
        (order(LAMP, currency=None), "names no currency"),
        (order(LAMP, currency="SEK"), "what one SEK is worth in EUR"),
        (order(LAMP, total=D("13.00")), "total is 13.00, but its lines and shipping add up to 12.00"),
        (order(line(1, "12.00", unit_price=None, total=None), total=None), "no price for a line"),
        (order(), "no lines that can be invoiced"),
        (order(line(1, "12.00", state="REFUSED")), "no lines that can be invoiced"),
        (order(LAMP, line(2, "-13.00")), "discounts outweigh the lines"),
        (order(line(1, "12.00", taxes=(Tax("TVA", D("9.00")),))), "fits no VAT rate"),
        (order(line(1, "12.00", taxes=(Tax("TVA", D("0.00"), D(0)),))), "fits no VAT rate"),
        (order(LAMP, shipping_address=LAS_PALMAS), "no VAT rate for Canary Islands (ES-CN)"),
    ],
)
def test_one_sentence_each(sold: Order, words: str) -> None:
    vat = {"oss": True}
    said = refused(sold, vat=vat)
    assert words in said
    assert said.endswith(".")


def test_a_destination_without_rate() -> None:
    sold = order(LAMP, shipping_address=replace(BERLIN, country_code="SE"))
    assert (
        refused(sold, vat={"oss": True})
        == "There is no VAT rate for Sweden (SE); add it to the invoice settings."
    )


def test_settings_may_wait_for_the_shipping() -> None:
    sold = order(LAMP, state="SHIPPING")
    assert "once it is shipped" in refused(sold, issueFrom="SHIPPED")
    paper_for(settings_of(), Sale(sold, Platform.MIRAKL, "Leroy Merlin"), TODAY)


def test_a_store_with_invoices_of_its_own() -> None:
    assert "its own system" in refused(order(LAMP), source="OWN")


@pytest.mark.parametrize(
    ("platform", "change", "stage"),
    [
        (Platform.MIRAKL, lambda sold: replace(sold, state="SHIPPING"), Stage.ACCEPTED),
        (Platform.FNAC_DARTY, lambda sold: replace(sold, state="Accepted"), Stage.EARLY),
        (Platform.FNAC_DARTY, lambda sold: replace(sold, state="ToShip"), Stage.ACCEPTED),
        (Platform.AMAZON, lambda sold: replace(sold, state="UNSHIPPED"), Stage.ACCEPTED),
        (Platform.AMAZON, lambda sold: replace(sold, state="PENDING"), Stage.EARLY),
        (Platform.RAKUTEN_FR, lambda sold: _by_lines(sold, "ACCEPTED", "TO_CONFIRM"), Stage.EARLY),
        (Platform.RAKUTEN_FR, lambda sold: _by_lines(sold, "ACCEPTED", "CANCELLED"), Stage.ACCEPTED),
        (Platform.RAKUTEN_FR, lambda sold: _by_lines(sold, "CANCELLED", "REFUSED"), Stage.ENDED),
        (Platform.RAKUTEN_FR, lambda sold: _by_lines(sold, "ACCEPTED", "PENDING"), None),
        (Platform.CDON, lambda sold: _by_lines(sold, "NOT_FULFILLED", "FULFILLED"), Stage.SHIPPED),
        (Platform.CDON, lambda sold: _by_lines(sold, "CREATED", "ACCEPTED"), Stage.EARLY),
    ],
)
def test_how_far_each_platform_is(
    platform: Platform, change: Callable[[Order], Order], stage: Stage | None
) -> None:
    assert stage_of(platform, change(order(LAMP, line(2, "3.00")))) is stage


def _by_lines(sold: Order, *states: str) -> Order:
    lines = tuple(replace(one, state=state) for one, state in zip(sold.lines, states, strict=True))
    return replace(sold, state=", ".join(states), lines=lines)


def test_a_cancelled_line_is_left_out_whatever_the_total_counts() -> None:
    kept, gone = LAMP, line(2, "30.00", state="CANCELED")
    for total in ("12.00", "42.00"):
        sold = order(kept, gone, total=D(total))
        paper = paper_for(settings_of(), Sale(sold, Platform.MIRAKL, "Leroy Merlin"), TODAY)
        assert paper.totals.gross == D("12.00")


def test_every_state_of_the_table_stands_in_its_source(shared: Path) -> None:
    texts = {
        Platform.MIRAKL: "mirakl.md", Platform.FNAC_DARTY: "fnac.md", Platform.RAKUTEN_FR: "rakuten.md",
        Platform.AMAZON: "amazon.md", Platform.CDON: "cdon.md",
    }  # fmt: skip
    for platform, _, state in _table():
        assert state in (shared / "reference" / texts[Platform(platform)]).read_text(encoding="utf-8")


def test_shipping_inside_the_lines_is_not_charged_twice() -> None:
    inside = order(line(1, "12.00", unit_price=None), shipping_total=D("3.00"), total=D("12.00"))
    assert paper_for(settings_of(), Sale(inside, Platform.AMAZON, "Amazon"), TODAY).totals.gross == D("12.00")
    beside = order(line(1, "9.00", total=D("12.00")), shipping_total=D("3.00"), total=D("12.00"))
    paper = paper_for(settings_of(), Sale(beside, Platform.AMAZON, "Amazon"), TODAY)
    assert (paper.lines[0].gross, paper.shipping[0].gross) == (D("9.00"), D("3.00"))
