"""Activation tells precisely what is wrong, and what still works."""

import json

import pytest

from guichet.platforms.errors import Busy, MissingRight, NeedsOwner
from guichet.platforms.mirakl.errors import KEY_REFUSED, NOT_MIRAKL
from tests.platforms.http.wire import answer, wire
from tests.platforms.mirakl.conftest import KEY, Scripted, by_path, queries
from tests.platforms.mirakl.samples import page

ORDERS = answer(body=b'{"orders": [], "total_count": 0}')
THREADS = answer(body=page())
FORBIDDEN = answer("403 Forbidden")


def account(**changed: object) -> bytes:
    return answer(
        body=json.dumps({"shop_id": 2417, "shop_name": "Atelier", "shop_state": "OPEN"} | changed).encode()
    )


def test_the_shop_is_pinned(connector_at: Scripted) -> None:
    with wire(by_path(account=account(), threads=THREADS, orders=ORDERS)) as far:
        verified = connector_at(f"{far.url}/mmp/shop/home").verify()
        assert queries(far, "/api/inbox/threads") == ["limit=1"]
        assert queries(far, "/api/orders") == ["max=1"]
    assert verified.credentials == {"baseUrl": far.url, "apiKey": KEY, "shopId": "2417"}
    assert verified.shop_key == f"127.0.0.1:{far.port}:2417"
    assert verified.shop_name == "Atelier"


def test_a_key_without_the_right_to_the_shops_settings_may_still_do(connector_at: Scripted) -> None:
    with wire(by_path(account=FORBIDDEN, threads=THREADS, orders=ORDERS)) as far:
        unnamed = connector_at(far.url).verify()
        named = connector_at(far.url, shopId="2418").verify()
        again = connector_at(far.url).verify()
    assert named.shop_key == f"127.0.0.1:{far.port}:2418"
    assert unnamed.shop_key == again.shop_key != named.shop_key
    assert KEY not in unnamed.shop_key
    assert "shopId" not in unnamed.credentials


def test_a_key_that_may_not_read_messages_is_told_so(connector_at: Scripted) -> None:
    with wire(by_path(account=FORBIDDEN, threads=FORBIDDEN)) as far, pytest.raises(MissingRight) as caught:
        connector_at(far.url).verify()
    assert caught.value.feature == "messages"


@pytest.mark.parametrize("orders", [FORBIDDEN, answer("404 Not Found"), answer("400 Bad")])
def test_orders_alone_do_not_prevent_activation(connector_at: Scripted, orders: bytes) -> None:
    with wire(by_path(account=account(), threads=THREADS, orders=orders)) as far:
        (sentence,) = connector_at(far.url).verify().missing
    assert "orders" in sentence.lower()


@pytest.mark.parametrize("state", ["SUSPENDED", "TERMINATED"])
def test_the_shops_state_is_told(connector_at: Scripted, state: str) -> None:
    with wire(by_path(account=account(shop_state=state), threads=THREADS, orders=ORDERS)) as far:
        (sentence,) = connector_at(far.url).verify().missing
    assert "shop" in sentence


@pytest.mark.parametrize("place", ["account", "threads", "orders"])
def test_a_refused_key_is_told_wherever_it_shows(connector_at: Scripted, place: str) -> None:
    answers = {"account": account(), "threads": THREADS, "orders": ORDERS} | {
        place: answer("401 Unauthorized")
    }
    with wire(by_path(**answers)) as far, pytest.raises(NeedsOwner) as caught:
        connector_at(far.url).verify()
    assert str(caught.value) == KEY_REFUSED


PAGE = answer("403 Forbidden", b"<html>denied</html>", Content_Type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"account": answer(body=b"<html>welcome</html>", Content_Type="text/html")},
        {"account": answer(body=b"{}")},
        {"account": answer(body=b"[]")},
        {"account": answer("301 Moved", Location="https://elsewhere.example/")},
        {"account": answer("405 No")},
        {"account": account(), "threads": answer(body=b"{}")},
        {"account": PAGE, "threads": PAGE},
    ],
)
def test_what_is_not_mirakl_is_told(connector_at: Scripted, answers: dict[str, bytes]) -> None:
    with wire(by_path(**answers)) as far, pytest.raises(NeedsOwner) as caught:
        connector_at(far.url).verify()
    assert str(caught.value) == NOT_MIRAKL


def test_a_wrong_shop_id_is_told_in_the_marketplaces_words(connector_at: Scripted) -> None:
    unknown = answer("404 Not Found", b'{"message": "Shop with identifier 9 not found", "status": 404}')
    with (
        wire(by_path(account=unknown)) as far,
        pytest.raises(NeedsOwner, match="shop id: Shop with identifier 9"),
    ):
        connector_at(far.url, shopId="9").verify()


@pytest.mark.parametrize(
    "changed", [{"apiKey": ""}, {"apiKey": "  "}, {"shopId": "my shop"}, {"baseUrl": ""}]
)
def test_malformed_credentials_cost_no_call(connector_at: Scripted, changed: dict[str, str]) -> None:
    with wire(by_path()) as far:
        with pytest.raises(NeedsOwner):
            connector_at(far.url, **changed)
        assert far.connections == 0


def test_a_key_with_odd_characters_is_not_sent_and_not_quoted(connector_at: Scripted) -> None:
    with wire(by_path()) as far, pytest.raises(NeedsOwner) as caught:
        connector_at(far.url, apiKey="clé\u200bodd").verify()
    assert "odd" not in str(caught.value)
    assert far.connections == 0


def test_a_marketplace_in_trouble_is_busy(connector_at: Scripted) -> None:
    with wire(by_path(account=answer("502 Bad"))) as far, pytest.raises(Busy):
        connector_at(far.url).verify()
