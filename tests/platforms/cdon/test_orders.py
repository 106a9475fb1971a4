"""CDON's orders over real HTTP."""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from guichet.platforms.cdon import baskets
from guichet.platforms.errors import Busy, NeedsOwner
from guichet.platforms.http import Pools, WebClient
from guichet.platforms.port import Access, Connector
from guichet.platforms.registry import connect
from guichet.platforms.words import Platform
from sandbox.cdon import RehearsalApi, an_order, serve_api
from tests.connectors.rehearsal import Notebook

Connect = Callable[..., Connector]


@pytest.fixture
def api() -> RehearsalApi:
    return RehearsalApi(orders=[an_order("6d0c2f4e", "8f1a77c2"), an_order("7e1d3a5f", "8f1a77c2")])


@pytest.fixture
def memory() -> Notebook:
    return Notebook()


@pytest.fixture
def connected(api: RehearsalApi, memory: Notebook) -> Iterator[Connect]:
    pools = Pools(
        allow_private=True,
        ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        timeouts={"connect": 2.0, "read": 5.0, "write": 5.0, "pool": 2.0},
    )
    with serve_api(api) as server:

        def connector(**changed: str) -> Connector:
            credentials = {
                "senderEmail": "butik@lumen.example",
                "merchantId": api.merchant_id,
                "token": api.token,
                "baseUrl": f"{server.url}/api",
            } | changed
            web = WebClient(pools, {api.token})
            return connect(
                Platform.CDON, Access("cdon-se", credentials, web, memory, lambda: datetime.now(UTC))
            )

        yield connector
    pools.close()


def test_an_order_by_its_own_id(connected: Connect) -> None:
    (order,) = connected().orders(["6d0c2f4e"])
    assert (order.marketplace_id, order.state, order.currency) == ("6d0c2f4e", "ACCEPTED", "SEK")
    (line,) = order.lines
    assert (line.quantity, line.unit_price, line.total) == (2, Decimal("400.00"), Decimal(800))
    assert order.total == Decimal(800)
    assert line.taxes[0].rate == 25
    assert order.shipping_address is not None
    assert order.shipping_address.country_code == "SE"
    assert order.placed_at == datetime(2026, 11, 20, 7, 41, 9, tzinfo=UTC)


def test_a_basket_by_the_number_its_orders_share(connected: Connect, api: RehearsalApi) -> None:
    (order,) = connected().orders(["8f1a77c2"])
    assert (order.marketplace_id, len(order.lines), order.total) == ("8f1a77c2", 2, Decimal(1600))
    calls = len(api.calls)
    connected().orders(["8f1a77c2"])
    assert len(api.calls) == calls + 3


def test_unknown_numbers_are_left_out_and_list_the_open_orders_once(
    connected: Connect, api: RehearsalApi
) -> None:
    assert list(connected().orders(["nobody-1", "nobody-2", ""])) == []
    assert sum("state=" in call for call in api.calls) == 4


def test_odd_samples(connected: Connect, api: RehearsalApi) -> None:
    odd = an_order("odd", "x", state="NOT FULFILLED")
    odd["article_price"], odd["article_title"] = odd.pop("price"), odd.pop("title")
    del odd["total_price"]
    api.orders.append(odd)
    (order,) = connected().orders(["odd"])
    assert (order.state, order.lines[0].title, order.total) == (
        "NOT_FULFILLED", "Kaffekvarn manuell", Decimal(800),
    )  # fmt: skip


def test_a_redirect_of_the_list_is_followed(connected: Connect, api: RehearsalApi) -> None:
    api.redirects = True
    assert connected().verify().shop_key == api.merchant_id


@pytest.mark.parametrize("address", ["", "/", "/v1", "/v1/"])
def test_any_form_of_the_address(connected: Connect, address: str) -> None:
    base = str(connected()._client.base)  # type: ignore[attr-defined]
    assert connected(baseUrl=f"{base}{address}").verify().shop_key


@pytest.mark.parametrize("changed", [{"token": "wrong"}, {"merchantId": "other"}])
def test_refused_credentials_ask_the_owner(connected: Connect, changed: dict[str, str]) -> None:
    with pytest.raises(NeedsOwner) as caught:
        connected(**changed).verify()
    assert "wrong" not in caught.value.why


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_is_busy(connected: Connect, api: RehearsalApi, status: int) -> None:
    api.answers_next = [status]
    with pytest.raises(Busy):
        connected().orders(["6d0c2f4e"])


@pytest.mark.parametrize("missing", ["senderEmail", "merchantId", "token"])
def test_what_is_missing_is_said(connected: Connect, missing: str) -> None:
    with pytest.raises(NeedsOwner):
        connected(**{missing: ""})


def test_an_order_of_this_minute_is_found_although_others_were_listed_before(
    connected: Connect, api: RehearsalApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(connected().orders(["nobody"])) == []
    api.orders.append(an_order("fresh", "basket-of-now"))
    assert list(connected().orders(["basket-of-now"])) == []
    monkeypatch.setattr(baskets, "OPEN", replace(baskets.OPEN, again=timedelta(0)))
    (order,) = connected().orders(["basket-of-now"])
    assert order.marketplace_id == "basket-of-now"


@pytest.mark.parametrize("state", ["FULFILLED", "NOT_FULFILLED"])
def test_a_basket_that_has_left_is_found(connected: Connect, api: RehearsalApi, state: str) -> None:
    api.orders = [an_order("gone", "basket-on-its-way", state=state)]
    (order,) = connected().orders(["basket-on-its-way"])
    assert (order.marketplace_id, order.state) == ("basket-on-its-way", state)


def test_a_basket_seen_open_is_known_after_it_has_left(connected: Connect, api: RehearsalApi) -> None:
    assert len(connected().orders(["8f1a77c2"])) == 1
    for sold in api.orders:
        sold["state"] = "FULFILLED"
    listings = sum("state=" in call for call in api.calls)
    (order,) = connected().orders(["8f1a77c2"])
    assert order.state == "FULFILLED"
    assert sum("state=" in call for call in api.calls) == listings


def test_nobodys_address_is_kept(connected: Connect, api: RehearsalApi, memory: Notebook) -> None:
    connected().orders(["8f1a77c2"])
    kept = repr(memory.kept)
    assert "8f1a77c2" in kept
    assert "Lind" not in kept
    assert "Storgatan" not in kept
