import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.fields import FieldError, Fields, load
from guichet.platforms.mirakl.parse_order import parse_order
from guichet.platforms.port import Address, Order, Tax
from tests.platforms.mirakl.test_parse import JSON

BASE = "https://demo-prod.example.com"
LINE = {
    "order_line_id": "C1-A-1",
    "product_title": "Lampe",
    "offer_sku": "LAMPE-01",
    "product_sku": "MKP1",
    "order_line_state": "SHIPPED",
    "quantity": 2,
    "price_unit": 27.45,
    "price": 54.90,
    "shipping_price": 4.90,
    "total_price": 59.80,
    "shipped_date": "2026-11-21T10:00:00Z",
    "taxes": [{"code": "TVA", "amount": 9.15, "rate": 20.0}],
    "shipping_taxes": [{"code": "TVA", "amount": 0.82}],
    "refunds": [{"id": "r1", "amount": 10.10, "shipping_amount": 1}, {"id": "r2", "amount": None}],
}
ORDER = {
    "order_id": "C1-A",
    "order_state": "SHIPPED",
    "created_date": "2026-11-17T16:02:11Z",
    "price": 54.90,
    "shipping_price": 4.90,
    "total_price": 59.80,
    "total_commission": 7.14,
    "currency_iso_code": "EUR",
    "order_tax_mode": "TAX_INCLUDED",
    "has_invoice": True,
    "shipping_tracking_url": "https://carrier.example/track?id=1",
    "customer": {"firstname": "Lina", "lastname": "Moreau", "locale": "fr_FR"},
    "order_lines": [LINE],
}


def order(**changed: Any) -> Order:
    raw = json.dumps(ORDER | changed).encode()
    return parse_order(Fields.of(load(raw), "order"), BASE)


def test_money_is_exact() -> None:
    got = order()
    (line,) = got.lines
    assert (got.total, got.products_total, got.shipping_total) == (
        Decimal("59.8"),
        Decimal("54.9"),
        Decimal("4.9"),
    )
    assert got.commission == Decimal("7.14")
    assert (line.unit_price, line.total, line.shipping_price) == (
        Decimal("27.45"),
        Decimal("54.9"),
        Decimal("4.9"),
    )
    assert line.taxes == (Tax("TVA", Decimal("9.15"), Decimal("20.0")),)
    assert line.shipping_taxes == (Tax("TVA", Decimal("0.82"), None),)
    assert line.refunded == Decimal("11.10")
    assert line.quantity == 2


@pytest.mark.parametrize(
    ("mode", "expected"), [("TAX_INCLUDED", True), ("TAX_EXCLUDED", False), (None, None), ("X", None)]
)
def test_whether_prices_include_tax(mode: str | None, expected: bool | None) -> None:
    assert order(order_tax_mode=mode).prices_include_tax is expected


def test_addresses_are_none_while_they_are_held_back() -> None:
    got = order(customer={"firstname": "Lina", "lastname": "M", "billing_address": None})
    assert (got.billing_address, got.shipping_address) == (None, None)


def test_an_address_keeps_all_its_lines() -> None:
    address = {
        "firstname": "Lina",
        "lastname": "Moreau",
        "company": "Moreau SARL",
        "company_2": "Service achats",
        "street_1": "1 rue de l'Exemple",
        "street_2": "Bât. B",
        "additional_info": "Code 12",
        "zip_code": "69000",
        "city": "Lyon",
        "state": "",
        "country": "France",
        "country_iso_code": "FRA",
        "phone": None,
        "phone_secondary": "0000000000",
    }
    assert order(customer={"shipping_address": address}).shipping_address == Address(
        name="Lina Moreau",
        company="Moreau SARL",
        lines=("Service achats", "1 rue de l'Exemple", "Bât. B", "Code 12"),
        postal_code="69000",
        city="Lyon",
        region=None,
        country_code="FR",
        phone="0000000000",
    )


def test_an_order_is_shipped_once_all_its_lines_are() -> None:
    second = LINE | {"order_line_id": "C1-A-2", "shipped_date": None}
    assert order(order_lines=[LINE, second]).shipped_at is None
    second["shipped_date"] = "2026-11-22T10:00:00Z"
    assert order(order_lines=[LINE, second]).shipped_at == datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", "", None, "//x"])
def test_a_tracking_address_is_a_web_address(url: str | None) -> None:
    assert order(shipping_tracking_url=url).tracking_url is None
    assert order().tracking_url == "https://carrier.example/track?id=1"


def test_the_back_office_page_is_linked() -> None:
    assert order(order_id="C 1/A").url == "https://demo-prod.example.com/mmp/shop/order/C%201%2FA"


CHANGEABLE = sorted({*ORDER, "channel", "references"} - {"order_id", "order_lines"})
IN_LINE = sorted(set(LINE) - {"order_line_id"})


@given(st.dictionaries(st.sampled_from(CHANGEABLE), JSON), st.dictionaries(st.sampled_from(IN_LINE), JSON))
def test_only_ids_are_required(changed: dict[str, Any], in_line: dict[str, Any]) -> None:
    got = order(**changed, order_lines=[LINE | in_line])
    assert (got.marketplace_id, got.lines[0].marketplace_id) == ("C1-A", "C1-A-1")


def test_an_order_without_an_id_is_an_error() -> None:
    with pytest.raises(FieldError, match="order_id is missing"):
        order(order_id=None)


def test_the_references_own_example_is_understood(shared: Path) -> None:
    told = (shared / "reference" / "mirakl.md").read_text("utf-8")
    example = re.search(r"schema: OR11_Response_200 -->\n```json\n(.*?)\n```", told, re.DOTALL)
    assert example
    (entry,) = Fields.of(load(example[1].encode()), "page").children("orders")
    got = parse_order(entry, BASE)
    assert (got.marketplace_id, got.state, got.total) == ("C7741902-A", "SHIPPING", Decimal("59.80"))
    assert got.customer_name == "Lina Moreau"
    assert got.billing_address is not None
    assert got.billing_address.country_code == "FR"
    assert got.ship_by == datetime(2026, 11, 21, 22, 59, 59, 999000, tzinfo=UTC)
    assert got.prices_include_tax is True
