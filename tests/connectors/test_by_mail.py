"""What platforms by mail are asked of their HTTP side: the same questions about orders."""

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import timedelta
from time import process_time

import pytest

from guichet.platforms.errors import Busy, ConnectorError, MissingRight, NeedsOwner, Unreadable
from guichet.platforms.http import Pools
from guichet.platforms.port import Order
from tests.connectors.by_mail import ByMail, amazon, as_json, cdon_by_mail


@pytest.fixture(params=[amazon, cdon_by_mail], ids=["AMAZON", "CDON"])
def seller(request: pytest.FixtureRequest, pools: Pools) -> Iterator[ByMail]:
    with request.param(pools, request.node.name) as seller:
        yield seller


def _one(seller: ByMail) -> Order:
    (order,) = seller.connector().orders([seller.order_id])
    return order


def _titled(seller: ByMail, title: str) -> bytes:
    answer = seller.answer()
    seller.title_in(answer, title)
    return as_json(answer)


def test_an_order_is_understood(seller: ByMail) -> None:
    order = _one(seller)
    assert order.marketplace_id == seller.order_id
    assert order.state
    assert order.total
    assert order.placed_at is not None
    assert order.placed_at.tzinfo is not None
    assert all(line.title and line.quantity for line in order.lines)


def test_unknown_orders_are_left_out_and_none_costs_no_call(seller: ByMail) -> None:
    assert list(seller.connector().orders([seller.unknown_id])) == []
    before = seller.calls()
    assert list(seller.connector().orders([])) == []
    assert seller.calls() == before


def test_an_order_that_is_gone_is_left_out(seller: ByMail) -> None:
    _one(seller)
    seller.lose()
    assert list(seller.connector().orders([seller.order_id])) == []


def test_an_empty_account_is_no_trouble(seller: ByMail) -> None:
    seller.lose()
    assert seller.connector().verify().shop_key


def test_refused_credentials_ask_the_owner_at_activation(seller: ByMail) -> None:
    with pytest.raises(NeedsOwner) as caught:
        seller.connector(**seller.wrong_secret()).verify()
    assert "wrong-and-secret" not in caught.value.why


def test_the_same_shop_has_the_same_key_and_its_credentials_work_again(seller: ByMail) -> None:
    first = seller.connector().verify()
    again = seller.connector(**first.credentials).verify()
    assert (again.shop_key, again.credentials) == (first.shop_key, first.credentials)


def test_credentials_that_expire_stop_no_mail(seller: ByMail) -> None:
    _one(seller)
    seller.expire()
    with pytest.raises(MissingRight) as caught:
        seller.connector().orders([seller.order_id])
    assert caught.value.feature == "orders"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_trouble_is_busy(seller: ByMail, status: int) -> None:
    seller.refuse(status)
    with pytest.raises(Busy):
        _one(seller)
    assert _one(seller).marketplace_id == seller.order_id


HOSTILE = {
    "page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "nothing": b"",
    "cut": b'{"order": {"orderId": "40',
    "deep": b"[" * 100_000,
    "number": b"1" * 5_000,
    "list": b"[1, 2, 3]",
    "null": b"null",
    "wrong charset": json.dumps({"title": "Göteborg"}, ensure_ascii=False).encode("iso-8859-1"),
    "not a number": b'{"order": {"orderId": NaN}}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_order_is_an_error_the_engine_knows(seller: ByMail, name: str) -> None:
    seller.give(HOSTILE[name])
    with pytest.raises((Busy, Unreadable)):
        _one(seller)
    assert _one(seller).marketplace_id == seller.order_id


def test_five_megabytes_are_read_in_time(seller: ByMail) -> None:
    seller.give(_titled(seller, "mot " * 1_250_000))
    started = process_time()
    assert _one(seller).lines[0].title.startswith("mot mot")
    assert process_time() - started < 5


@pytest.mark.parametrize("title", ["un\x00deux", "un\ud83ddeux", "un\u202edeux", "un\x1b[31mdeux"])
def test_odd_characters_hurt_nothing(seller: ByMail, title: str) -> None:
    seller.give(_titled(seller, title))
    shown = _one(seller).lines[0].title
    shown.encode("utf-8")
    assert (shown.startswith("un"), shown.endswith("deux")) == (True, True)
    assert not set(shown) & set("\x00\u202e\x1b")


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=1)])
def test_a_clock_that_is_off_reads_the_same(seller: ByMail, ahead: timedelta) -> None:
    first = _one(seller)
    seller.ahead = ahead
    assert _one(seller) == first


def test_nothing_is_told_when_things_go_wrong(seller: ByMail, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shown = repr(seller.connector())
    for body in HOSTILE.values():
        seller.give(body)
        with pytest.raises(ConnectorError) as caught:
            _one(seller)
        shown += "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    for secret in seller.secrets():
        assert secret not in shown
        assert secret not in caplog.text
