"""Orders in batches."""

from decimal import Decimal

import pytest

from guichet.platforms.errors import Busy, MissingRight, Unreadable
from sandbox.fnac_darty import Address, OrderLine
from tests.platforms.fnac_darty.conftest import NOON, Far
from tests.platforms.fnac_darty.samples import answer

DARTY = "80012345_600987-A"


def test_an_order_of_darty(far: Far) -> None:
    darty = far.marketplace.add_shop("darty-fr", "Atelier Lumen")
    address = Address("Odile", "Martin-Test", "3 rue de l'Essai", "69001", "LYON", company="Essais SARL")
    lines = [
        OrderLine("Lampe", Decimal("17.50"), 2, "L-1", Decimal("4.99")),
        OrderLine("Ampoule", Decimal(3), 4, "A-1", Decimal(0), tracking="6A001"),
    ]
    far.marketplace.add_order(shop=darty, order_id=DARTY, address=address, lines=lines)
    (order,) = far.connector(darty).orders([DARTY])
    assert (order.marketplace_id, order.customer_name) == (DARTY, "Odile Martin-Test")
    assert (order.total, order.shipping_total) == (Decimal("51.99"), Decimal("4.99"))
    assert [line.marketplace_id for line in order.lines] == ["1", "2"]
    assert order.shipping_address is not None
    assert (order.shipping_address.company, order.shipping_address.country_code) == ("Essais SARL", "FR")
    assert order.tracking_number == "6A001"
    assert order.url is None


def test_more_than_a_batch(far: Far) -> None:
    ids = [order.id for order in far.marketplace.fill(120, messages_each=1)]
    assert {order.marketplace_id for order in far.connector().orders(ids)} == set(ids)
    assert far.marketplace.calls.count("orders_query") == 3


def test_pages_of_a_batch_are_all_read(far: Far) -> None:
    far.marketplace.settings.most_results = 20
    ids = [order.id for order in far.marketplace.fill(50, messages_each=1)]
    assert {order.marketplace_id for order in far.connector().orders(ids)} == set(ids)


def test_nothing_of_another_shop(far: Far) -> None:
    other = far.marketplace.add_shop("fnac-es", "Atelier Lumen")
    theirs = far.marketplace.add_order(shop=other)
    assert far.connector().orders([theirs.id]) == []


def test_addresses_that_are_held_back(far: Far) -> None:
    order = far.marketplace.add_order(status="Created")
    (found,) = far.connector().orders([order.id])
    assert (found.shipping_address, found.billing_address) == (None, None)
    assert found.customer_name == "Odile Martin-Test"


def test_ids_that_no_service_takes_are_unknown_orders(far: Far) -> None:
    order = far.marketplace.add_order()
    found = far.connector().orders(["x" * 36, order.id, "", "a\x00b", order.id])
    assert [each.marketplace_id for each in found] == [order.id]


def test_one_id_that_the_service_finds_malformed_costs_no_other(far: Far) -> None:
    ids = [order.id for order in far.marketplace.fill(5, messages_each=1)]
    refused = answer('<error code="ERR_146">line: 9</error>', service="orders_query", status="ERROR")
    far.marketplace.give_instead("orders_query", refused, refused, refused)
    found = far.connector().orders([*ids, "odd"])
    assert {order.marketplace_id for order in found} <= set(ids)
    assert len(found) >= len(ids) - 2
    assert far.marketplace.calls.count("orders_query") > 3


def test_orders_that_are_not_given_are_a_missing_right(far: Far) -> None:
    far.marketplace.faults.add("orders_query", "missing_right")
    with pytest.raises(MissingRight) as caught:
        far.connector().orders(["7KQ2M9X4TB1ZC"])
    assert caught.value.feature == "orders"


def test_a_service_that_broke_off_is_busy(far: Far) -> None:
    far.marketplace.faults.add("orders_query", "server_error", times=1)
    with pytest.raises(Busy, match="unexpected error"):
        far.connector().orders(["7KQ2M9X4TB1ZC"])


def test_an_order_that_cannot_be_parsed_is_left_out_beside_others(far: Far) -> None:
    good = far.marketplace.add_order()
    broken = f"<order><state>x</state></order><order><order_id>{good.id}</order_id></order>"
    page = answer(broken, service="orders_query")
    far.marketplace.give_instead("orders_query", page, answer("<order/>", service="orders_query"))
    assert [o.marketplace_id for o in far.connector().orders([good.id, "7KQ2M9X4TB1ZC"])] == [good.id]
    with pytest.raises(Unreadable, match="order_id"):
        far.connector().orders([good.id])


def test_newer_fields(far: Far) -> None:
    far.marketplace.settings.newer_fields = True
    order = far.marketplace.add_order(created=NOON)
    (found,) = far.connector().orders([order.id])
    assert found.ship_by == order.ship_by
