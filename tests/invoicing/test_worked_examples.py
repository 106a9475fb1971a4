"""Figures worked out by hand, country by country; the sums are in the comments."""

from decimal import Decimal
from typing import Any

from guichet.invoicing.document import Language, Paper, VatCategory
from guichet.platforms.port import Address, Tax
from tests.invoicing.sales import (
    BERLIN,
    FRENCH,
    LAS_PALMAS,
    MADRID,
    MILAN,
    PLACED,
    ZURICH,
    line,
    order,
    paper_of,
    settings_of,
)

GERMAN_SELLER: dict[str, Any] = {
    "legalName": "Lichthaus Muster GmbH",
    "addressLines": ["Musterallee 1"],
    "postalCode": "10115",
    "city": "Berlin",
    "country": "DE",
    "vatNumber": "DE136695976",
    "registrations": [],
}
SPANISH_SELLER: dict[str, Any] = {
    "legalName": "Luces Modelo SL",
    "addressLines": ["Calle Modelo 1"],
    "postalCode": "28001",
    "city": "Madrid",
    "country": "ES",
    "vatNumber": "ESB58378431",
    "registrations": [],
}
ITALIAN_SELLER: dict[str, Any] = {
    "legalName": "Luci Esempio Srl",
    "addressLines": ["Via Esempio 1"],
    "postalCode": "20121",
    "city": "Milano",
    "country": "IT",
    "vatNumber": "IT00743110157",
    "registrations": [],
}


def D(text: str) -> Decimal:  # noqa: N802 - reads as a literal
    return Decimal(text)


def sums(paper: Paper) -> tuple[Decimal, Decimal, Decimal]:
    return paper.totals.net, paper.totals.vat, paper.totals.gross


def breakdown(paper: Paper) -> list[tuple[str, Decimal, Decimal, Decimal]]:
    return [(row.category.value, row.rate, row.basis, row.amount) for row in paper.vat]


def test_france_by_line() -> None:
    # 89.90 - 89.90/6 = 74.92 + 14.98; 17.80 = 14.83 + 2.97; shipping 5.90 = 4.92 + 0.98
    sold = order(line(1, "89.90", shipping_price=D("5.90")), line(2, "8.90", 2))
    paper = paper_of(settings_of(), sold)
    assert [(one.net, one.vat, one.gross) for one in paper.lines] == [
        (D("74.92"), D("14.98"), D("89.90")),
        (D("14.83"), D("2.97"), D("17.80")),
    ]
    assert [(one.net, one.vat) for one in paper.shipping] == [(D("4.92"), D("0.98"))]
    assert sums(paper) == (D("94.67"), D("18.93"), D("113.60"))
    assert paper.language is Language.FR
    assert paper.totals.due == 0


def test_france_by_document() -> None:
    # Three times 9.99: by line 9.99/6 = 1.665 -> 1.67, 3 x 1.67 = 5.01; by document 29.97/6 = 4.995 -> 5.00
    thrice = order(line(1, "9.99"), line(2, "9.99"), line(3, "9.99"))
    by_line = paper_of(settings_of(), thrice)
    by_document = paper_of(settings_of(rounding="DOCUMENT"), thrice)
    assert sums(by_line) == (D("24.96"), D("5.01"), D("29.97"))
    assert sums(by_document) == (D("24.97"), D("5.00"), D("29.97"))
    assert sorted(one.net for one in by_document.lines) == [D("8.32"), D("8.32"), D("8.33")]


def test_france_two_rates() -> None:
    # A book at 5.5 %: 21.10 = 20.00 + 1.10; a lamp at 20 %: 60.00 = 50.00 + 10.00
    sold = order(line(1, "21.10", sku="BOOK-1"), line(2, "60.00"))
    paper = paper_of(settings_of(), sold)
    assert breakdown(paper) == [
        ("S", D("20"), D("50.00"), D("10.00")),
        ("S", D("5.5"), D("20.00"), D("1.10")),
    ]


def test_germany_shipping_follows_the_goods() -> None:
    # Food at 7 %: 10.70 = 10.00 + 0.70; a lamp at 19 %: 35.70 = 30.00 + 5.70. Shipping 4.64 by value:
    # 4.64 x 10.70/46.40 = 1.07 = 1.00 + 0.07; 4.64 x 35.70/46.40 = 3.57 = 3.00 + 0.57
    settings = settings_of(
        seller=GERMAN_SELLER,
        language="de",
        vat={"rates": [{"country": "DE", "products": "19"}], "skuRates": [{"sku": "TEE-1", "rate": "7"}]},
    )
    sold = order(
        line(1, "10.70", sku="TEE-1"),
        line(2, "35.70"),
        shipping_total=D("4.64"),
        billing_address=BERLIN,
        shipping_address=BERLIN,
    )
    paper = paper_of(settings, sold)
    assert breakdown(paper) == [
        ("S", D("19"), D("33.00"), D("6.27")),
        ("S", D("7"), D("11.00"), D("0.77")),
    ]
    assert [(one.rate, one.gross) for one in paper.shipping] == [(D("19"), D("3.57")), (D("7"), D("1.07"))]
    assert paper.language is Language.DE


def test_spain_prices_without_vat_and_a_discount() -> None:
    # 3 x 19.95 = 59.85 less 9.85 = 50.00 net; 21 % = 10.50
    settings = settings_of(
        seller=SPANISH_SELLER, vat={"rates": [{"country": "ES", "products": "21"}]}, rounding="DOCUMENT"
    )
    sold = order(
        line(1, "19.95", 3),
        line(2, "-9.85"),
        prices_include_tax=False,
        billing_address=MADRID,
        shipping_address=MADRID,
    )
    paper = paper_of(settings, sold)
    assert sums(paper) == (D("50.00"), D("10.50"), D("60.50"))
    assert [(one.net, one.gross) for one in paper.discounts] == [(D("9.85"), D("11.92"))]
    assert paper.totals.lines == D("59.85")
    assert paper.language is Language.ES


def test_spain_the_canary_islands_have_their_own_rule() -> None:
    rates = [
        {"country": "ES", "products": "21"},
        {"country": "ES-CN", "products": "0", "category": "G", "reason": "Exento, artículo 21 LIVA"},
    ]
    settings = settings_of(seller=SPANISH_SELLER, vat={"rates": rates})
    paper = paper_of(settings, order(line(1, "25.00"), billing_address=MADRID, shipping_address=LAS_PALMAS))
    assert breakdown(paper) == [("G", D("0"), D("25.00"), D("0.00"))]
    assert paper.vat[0].exemption_reason == "Exento, artículo 21 LIVA"


def test_italy_the_marketplace_tells_the_tax() -> None:
    # 22 %: 122.00 = 100.00 + 22.00; the marketplace's figure for 24.39 is 4.39, ours would be 4.40
    settings = settings_of(seller=ITALIAN_SELLER, vat={"rates": [{"country": "IT", "products": "22"}]})
    told = order(
        line(1, "122.00", taxes=(Tax("IVA", D("22.00"), D("22")),)),
        line(2, "24.39", taxes=(Tax("IVA", D("4.39"), D("22")),)),
        billing_address=MILAN,
        shipping_address=MILAN,
    )
    assert breakdown(paper_of(settings, told)) == [("S", D("22"), D("120.00"), D("26.39"))]
    ours = settings_of(
        seller=ITALIAN_SELLER,
        vat={"rates": [{"country": "IT", "products": "22"}], "useMarketplaceTax": False},
    )
    assert breakdown(paper_of(ours, told)) == [("S", D("22"), D("119.99"), D("26.40"))]


def test_one_stop_shop_charges_the_destination() -> None:
    # 119.00 to Berlin: 19 % = 100.00 + 19.00 by OSS; below the threshold the seller's own 20 %: 99.17 + 19.83
    sold = order(line(1, "119.00"), billing_address=BERLIN, shipping_address=BERLIN)
    by_oss = paper_of(settings_of(vat={"oss": True}), sold)
    assert breakdown(by_oss) == [("S", D("19"), D("100.00"), D("19.00"))]
    assert by_oss.language is Language.DE
    at_home = paper_of(settings_of(), sold)
    assert breakdown(at_home) == [("S", D("20"), D("99.17"), D("19.83"))]


def test_registered_abroad_prints_that_number() -> None:
    sold = order(line(1, "119.00"), billing_address=BERLIN, shipping_address=BERLIN)
    paper = paper_of(settings_of(vat={"localNumbers": {"DE": "DE136695976"}}), sold)
    assert paper.seller.vat_number == "DE136695976"
    assert breakdown(paper) == [("S", D("19"), D("100.00"), D("19.00"))]


def test_business_in_another_member_state_is_exempt() -> None:
    sold = order(line(1, "119.00"), billing_address=BERLIN, shipping_address=BERLIN, shipped_at=PLACED)
    paper = paper_of(settings_of(vat={"oss": True}), sold, "DE136695976")
    assert breakdown(paper) == [("K", D("0"), D("119.00"), D("0.00"))]
    assert paper.vat[0].exemption_code == "VATEX-EU-IC"
    assert "138" in (paper.vat[0].exemption_reason or "")


def test_export_is_exempt() -> None:
    sold = order(line(1, "50.00"), billing_address=ZURICH, shipping_address=ZURICH)
    paper = paper_of(settings_of(), sold)
    assert [row.category for row in paper.vat] == [VatCategory.G]
    assert sums(paper) == (D("50.00"), D("0.00"), D("50.00"))


def test_small_business_charges_no_vat() -> None:
    paper = paper_of(settings_of(regime="SMALL_BUSINESS"), order(line(1, "50.00", 2)))
    assert breakdown(paper) == [("E", D("0"), D("100.00"), D("0.00"))]
    assert paper.vat[0].exemption_code == "VATEX-FR-FRANCHISE"


def test_foreign_currency_shows_the_vat_in_the_sellers_own() -> None:
    # 1,190.00 SEK at 19 %: 190.00 SEK x 0.0871 = 16.549 EUR
    settings = settings_of(exchangeRates={"SEK": "0.0871"}, vat={"oss": True})
    sold = order(line(1, "1190.00"), currency="SEK", billing_address=BERLIN, shipping_address=BERLIN)
    told = paper_of(settings, sold).accounting_vat
    assert told is not None
    assert (told.currency, told.amount) == ("EUR", D("16.55"))


def test_the_bill_goes_elsewhere_than_the_parcel() -> None:
    office = Address("Camille Renard", "Renard SA", ("1 quai du Test",), "75001", "Paris", None, "FR")
    paper = paper_of(settings_of(FRENCH), order(line(1, "12.00"), billing_address=office))
    assert paper.buyer.company == "Renard SA"
    assert paper.deliver_to is not None
    assert paper.deliver_to.place.city == "Lyon"
