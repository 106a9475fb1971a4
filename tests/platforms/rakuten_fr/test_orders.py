from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from guichet.platforms.errors import Busy, MissingRight, Unreadable
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from sandbox.rakuten_fr import Address, PickUpPoint, Product, RakutenMarketplace
from tests.platforms.rakuten_fr.conftest import Clock, Connecting
from tests.platforms.rakuten_fr.engine import Engine, read

SALES, NEW, BILLING, SHIPPING = (
    "getcurrentsales",
    "getnewsales",
    "getbillinginformation",
    "getshippinginformation",
)
POINT = PickUpPoint("063441", "Tabac du Marché", "2 place du Marché", "63230", "Pontgibaud")


def test_an_order_is_told_by_its_three_calls(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    bowl = Product("Bols en grès", Decimal("29.90"), "", "3700000012345;3700000012352")
    purchase = marketplace.add_purchase(Product(), bowl, address=Address(countryalpha2="FX"))
    purchase.tracking = ("8R0041", "https://suivi.example/8R0041")
    for item in purchase.items:
        read_silently(connector, item.id)
    (order,) = connector.orders([str(purchase.id)])
    assert order.marketplace_id == str(purchase.id)
    assert order.state == "ACCEPTED"
    assert order.placed_at == purchase.placed
    assert (order.products_total, order.shipping_total, order.total) == (
        Decimal("69.80"), Decimal("4.90"), Decimal("74.70"),
    )  # fmt: skip
    assert sum((line.shipping_price or 0) for line in order.lines) == order.shipping_total
    assert order.currency == "EUR"
    assert order.commission == Decimal("10.06")
    assert order.customer_name == "Élise Martel"
    assert order.shipping_address == order.billing_address
    assert order.shipping_address is not None
    assert (order.shipping_address.country_code, order.shipping_address.lines) == (
        "FR",
        ("18 rue des Tilleuls",),
    )
    assert (order.tracking_number, order.tracking_url) == ("8R0041", "https://suivi.example/8R0041")
    assert order.payment == "INCOMING"
    teapot, bowls = order.lines
    assert (teapot.title, teapot.quantity, teapot.sku) == ("Théière en fonte 1,2 L", 1, "THE-012")
    assert (bowls.sku, bowls.marketplace_product_id) == (None, "3700000012345")


def read_silently(connector: RakutenConnector, item_id: int) -> None:
    """Reading an item tells when its order was placed."""
    connector.thread(str(item_id))


def test_a_pick_up_point_is_where_it_goes_and_not_who_pays(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    purchase = marketplace.add_purchase(pick_up_point=POINT)
    (order,) = connector.orders([str(purchase.id)])
    assert order.shipping_address is not None
    assert order.billing_address is not None
    assert order.shipping_address.company == "Tabac du Marché"
    assert order.shipping_address.country_code == "FR"
    assert order.shipping_address.name == order.billing_address.name == "Élise Martel"
    assert order.billing_address.city == "Nantes"


def test_the_list_of_sales_is_walked_once_for_all_orders_of_a_run(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    marketplace.settings.change(sales_per_page=2)
    items = [marketplace.add_item(f"Question {n}") for n in range(6)]
    for item in items:
        read(connector, item.id)
    found = [connector.orders([str(item.purchase_id)])[0] for item in reversed(items)]
    assert all(order.lines[0].marketplace_product_id for order in found)
    assert marketplace.calls.count(SALES) == 3
    assert {call.query["purchasedate"] for call in marketplace.calls.of(SALES)} == {"2026-11-20"}


def test_a_walk_ends_as_soon_as_it_has_found(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    marketplace.settings.change(sales_per_page=1)
    items = [marketplace.add_item("?") for _ in range(5)]
    read(connector, items[-1].id)
    connector.orders([str(items[-1].purchase_id)])
    assert marketplace.calls.count(SALES) == 1


def test_an_order_that_is_not_confirmed_comes_from_the_new_sales(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    purchase = marketplace.add_purchase(confirmed=False)
    marketplace.write(purchase.items[0].id, "Vous l'avez bien ?")
    read(connector, purchase.items[0].id)
    (order,) = connector.orders([str(purchase.id)])
    assert order.state == "TO_CONFIRM"
    assert order.products_total == Decimal("39.90")
    assert order.shipping_total is None
    assert order.total is None


def test_orders_that_nobody_knows_are_left_out(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    purchase = marketplace.add_purchase()
    found = connector.orders(["1", str(purchase.id), "C12-A", "", str(purchase.id)])
    assert [order.marketplace_id for order in found] == [str(purchase.id)]


def test_no_order_costs_no_call(connector: RakutenConnector, marketplace: RakutenMarketplace) -> None:
    assert list(connector.orders([])) == []
    assert marketplace.calls.count() == 0


def test_an_order_whose_day_is_not_known_is_looked_for_as_far_back_as_makes_sense(
    connector: RakutenConnector, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    recent = marketplace.add_purchase()
    old = marketplace.add_purchase(placed=clock() - timedelta(days=80))
    found = {order.marketplace_id: order for order in connector.orders([str(recent.id), str(old.id)])}
    assert found[str(recent.id)].placed_at == recent.placed
    assert found[str(old.id)].placed_at is None
    assert found[str(old.id)].total == Decimal("44.80")
    assert {call.query["purchasedate"] for call in marketplace.calls.of(SALES)} == {"2026-10-09"}
    assert marketplace.calls.count(NEW) == 1


def test_when_an_order_was_placed_is_remembered_by_later_processes(
    connecting: Connecting, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    Engine().pull(connecting())
    (order,) = connecting().orders([str(item.purchase_id)])
    assert order.placed_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("action", [SALES, BILLING, SHIPPING])
def test_a_missing_right_concerns_orders_alone(
    connector: RakutenConnector, marketplace: RakutenMarketplace, action: str
) -> None:
    item = marketplace.add_item("Bonjour")
    read(connector, item.id)
    marketplace.deny(action)
    with pytest.raises(MissingRight) as caught:
        connector.orders([str(item.purchase_id)])
    assert caught.value.feature == "orders"


@pytest.mark.parametrize("action", [SALES, BILLING, SHIPPING])
@pytest.mark.parametrize("kind", ["reset", "bad_gateway", "login_page", "truncated", "throttle"])
def test_trouble_is_busy(
    connector: RakutenConnector, marketplace: RakutenMarketplace, action: str, kind: str
) -> None:
    item = marketplace.add_item("Bonjour")
    read(connector, item.id)
    marketplace.faults.add(action, kind, times=1)  # type: ignore[arg-type]
    with pytest.raises(Busy):
        connector.orders([str(item.purchase_id)])


def test_a_used_up_quota_waits(
    connector: RakutenConnector, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    purchase = marketplace.add_purchase()
    marketplace.settings.change(quota_per_hour=1)
    with pytest.raises(Busy) as caught:
        connector.orders([str(purchase.id)])
    assert caught.value.after == timedelta(hours=1)


def test_an_order_nobody_can_read_is_unreadable_alone_and_left_out_beside_others(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    purchase, other = marketplace.add_purchase(), marketplace.add_purchase()
    strange = (
        b"<getbillinginformationresult><response><billinginformation><items><item><sku>x</sku></item></items>"
        b"</billinginformation></response></getbillinginformationresult>"
    )
    marketplace.say_instead(BILLING, strange, strange)
    with pytest.raises(Unreadable) as caught:
        connector.orders([str(purchase.id)])
    assert b"<sku" in caught.value.raw
    found = connector.orders([str(purchase.id), str(other.id)])
    assert [order.marketplace_id for order in found] == [str(other.id)]


def test_a_link_that_is_none_is_not_shown(
    connector: RakutenConnector, marketplace: RakutenMarketplace
) -> None:
    purchase = marketplace.add_purchase()
    purchase.tracking = ("1", "javascript:alert(1)")
    (order,) = connector.orders([str(purchase.id)])
    assert (order.tracking_number, order.tracking_url) == ("1", None)
