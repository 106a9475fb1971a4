import pytest

from guichet.platforms.errors import Busy, MissingRight
from guichet.platforms.manifest import manifest_of
from tests.connectors.rehearsal import Rehearsal


def test_an_order_is_understood(rehearsal: Rehearsal) -> None:
    order_id = rehearsal.order_of(rehearsal.write("Bonjour"))
    (order,) = rehearsal.connector().orders([order_id])
    assert order.marketplace_id == order_id
    assert order.state
    assert order.currency
    assert order.placed_at is not None
    assert order.customer_name
    assert order.total is not None
    assert order.total == sum((line.total or 0) + (line.shipping_price or 0) for line in order.lines)
    assert all(line.title and line.quantity for line in order.lines)


def test_a_batch_comes_whole_and_unknown_orders_are_left_out(rehearsal: Rehearsal) -> None:
    size = manifest_of(rehearsal.platform).order_batch_size
    ids = [rehearsal.order_of(thread) for thread in rehearsal.fill(size)]
    found = rehearsal.connector().orders([*ids[:-1], "NOBODY-KNOWS-THIS-A"])
    assert sorted(order.marketplace_id for order in found) == sorted(ids[:-1])


def test_no_order_costs_no_call(rehearsal: Rehearsal) -> None:
    calls = rehearsal.calls()
    assert list(rehearsal.connector().orders([])) == []
    assert rehearsal.calls() == calls


def test_a_missing_right_concerns_orders_alone(rehearsal: Rehearsal) -> None:
    order_id = rehearsal.order_of(rehearsal.write("Bonjour"))
    rehearsal.break_off("orders", "missing_right", times=None)
    with pytest.raises(MissingRight) as caught:
        rehearsal.connector().orders([order_id])
    assert caught.value.feature == "orders"
    (sentence,) = rehearsal.connector().verify().missing
    assert "orders" in sentence


@pytest.mark.parametrize("kind", ["timeout", "server_error", "login_page", "truncated", "throttle"])
def test_trouble_is_busy(rehearsal: Rehearsal, kind: str) -> None:
    order_id = rehearsal.order_of(rehearsal.write("Bonjour"))
    rehearsal.break_off("orders", kind)
    with pytest.raises(Busy):
        rehearsal.connector().orders([order_id])
