"""Orders as real answers have them: fields missing, empty, or under other names."""

from decimal import Decimal

import pytest

from guichet.platforms.fields import FieldError
from guichet.platforms.fnac_darty.parse_order import parse_order
from guichet.platforms.port import Order
from tests.platforms.fnac_darty.samples import node

LINE = (
    "<order_detail><product_name>Lampe</product_name><order_detail_id>1</order_detail_id><quantity>3</quantity>"
    "<price>20</price><offer_seller_id>SKU</offer_seller_id><shipping_price>1.5</shipping_price>"
    "<received_at></received_at></order_detail>"
)


def order(inner: str) -> Order:
    return parse_order(node(f"<order><order_id>80012345_600987-A</order_id>{inner}</order>"), "base")


def test_an_order_without_an_id_cannot_be_read() -> None:
    with pytest.raises(FieldError, match="order_id"):
        parse_order(node("<order><order_id/></order>"), "base")


def test_nothing_but_an_id() -> None:
    found = order("")
    assert (found.lines, found.total, found.customer_name, found.shipping_address) == ((), None, None, None)


def test_totals_are_sums() -> None:
    found = order(LINE + LINE.replace("<price>20<", "<price>0.10<"))
    assert found.products_total == Decimal("60.30")
    assert found.shipping_total == Decimal("3.0")
    assert found.total == Decimal("63.30")


def test_a_line_without_a_shipping_price_counts_without() -> None:
    found = order(LINE.replace("<shipping_price>1.5</shipping_price>", ""))
    assert (found.total, found.shipping_total) == (Decimal(60), None)


def test_either_word_for_the_customers_language() -> None:
    assert order("<client_culture>pt_PT</client_culture>").customer_locale == "pt_PT"
    assert order("<order_culture>es_ES</order_culture>").customer_locale == "es_ES"


def test_it_is_delivered_when_all_of_it_is() -> None:
    received = LINE.replace(
        "<received_at></received_at>", "<received_at>2026-11-20T09:00:00+01:00</received_at>"
    )
    assert order(received + LINE).delivered_at is None
    assert order(received * 2).delivered_at is not None


def test_newer_fields_and_the_commission_of_lines() -> None:
    fees = LINE.replace("</order_detail>", "<fees>2.10</fees></order_detail>")
    found = order(f"<max_expedition_date>2026-11-25T00:00:00+01:00</max_expedition_date>{fees * 2}")
    assert found.ship_by is not None
    assert found.commission == Decimal("4.20")


def test_several_parcels_name_each_number_once() -> None:
    numbers = [
        LINE.replace("</order_detail>", f"<tracking_number>{n}</tracking_number></order_detail>")
        for n in "ABA"
    ]
    assert order("".join(numbers)).tracking_number == "A, B"


@pytest.mark.parametrize(
    ("country", "code"),
    [("FRA", "FR"), ("PRT", "PT"), ("Espagne", "ES"), ("BEL", "BE"), ("Nulle part", None)],
)
def test_countries(country: str, code: str | None) -> None:
    address = f"<billing_address><city>Lyon</city><country>{country}</country></billing_address>"
    found = order(address).billing_address
    assert found is not None
    assert found.country_code == code


def test_an_address_of_empty_fields_is_none() -> None:
    assert order("<shipping_address><city></city><address2/></shipping_address>").shipping_address is None


def test_a_number_of_the_sellers_invoice_tells_that_there_is_one() -> None:
    assert order("<invoice_number_reference>FA-1</invoice_number_reference>").has_invoice
    assert not order("<invoice_number_reference></invoice_number_reference>").has_invoice
