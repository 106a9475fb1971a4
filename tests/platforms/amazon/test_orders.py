"""Orders over real HTTP, where access was given."""

import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from guichet.platforms.errors import Busy, MissingRight, NeedsOwner, Unsupported
from guichet.platforms.http import Pools, WebClient
from guichet.platforms.mail import MailConnector
from guichet.platforms.port import Access
from guichet.platforms.registry import connect
from guichet.platforms.words import Platform
from sandbox.amazon.spapi import RehearsalApi, an_order, serve_api
from tests.connectors.rehearsal import Notebook

ORDER = "404-5550199-5550199"


@dataclass
class Rehearsed:
    """The API on the wire, and a connector of a seller who gave access; `now` can be moved."""

    api: RehearsalApi
    url: str
    pools: Pools
    now: datetime

    def connector(self, **changed: str) -> MailConnector:
        credentials = {
            "senderEmail": "support@lumen.example",
            "clientId": self.api.client_id,
            "clientSecret": self.api.client_secret,
            "refreshToken": self.api.refresh_token,
            "baseUrl": self.url,
            "authUrl": self.url,
        } | changed
        access = Access("amazon-fr", credentials, WebClient(self.pools), Notebook(), lambda: self.now)
        return connect(Platform.AMAZON, access)  # type: ignore[return-value]


@pytest.fixture
def rehearsed(request: pytest.FixtureRequest) -> Iterator[Rehearsed]:
    # Tokens and call budgets are kept by grant: each test is another seller.
    api = RehearsalApi(refresh_token=f"Atzr|{request.node.name}", orders={ORDER: an_order(ORDER)})
    pools = Pools(
        allow_private=True,
        ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        timeouts={"connect": 2.0, "read": 5.0, "write": 5.0, "pool": 2.0},
    )
    with serve_api(api) as server:
        yield Rehearsed(api, server.url, pools, datetime.now(UTC))
    pools.close()


def test_an_order_is_understood(rehearsed: Rehearsed) -> None:
    (order,) = rehearsed.connector().orders([ORDER])
    assert (order.marketplace_id, order.state, order.currency) == (ORDER, "SHIPPED", "EUR")
    assert (order.total, order.shipping_total) == (Decimal("64.80"), Decimal("4.90"))
    assert (order.customer_name, order.tracking_number) == ("Maya Lenoir", "8X00000000001")
    assert order.shipping_address is not None
    assert order.shipping_address.country_code == "FR"
    assert order.lines[0].sku == "LAMPE-01"
    assert order.url == f"https://sellercentral.amazon.fr/orders-v3/order/{ORDER}"


def test_without_roles_the_personal_fields_are_absent(rehearsed: Rehearsed) -> None:
    rehearsed.api.orders[ORDER] = an_order(ORDER, with_personal_data=False)
    (order,) = rehearsed.connector().orders([ORDER])
    assert (order.customer_name, order.shipping_address) == (None, None)


def test_a_token_serves_many_calls_and_is_renewed_once_when_refused(rehearsed: Rehearsed) -> None:
    rehearsed.connector().orders([ORDER])
    rehearsed.connector().orders([ORDER])
    assert rehearsed.api.calls.count("POST /auth/o2/token") == 1
    rehearsed.api.expire_tokens()
    assert len(rehearsed.connector().orders([ORDER])) == 1
    assert rehearsed.api.calls.count("POST /auth/o2/token") == 2


def test_a_token_ends_after_its_hour(rehearsed: Rehearsed) -> None:
    rehearsed.connector().orders([ORDER])
    rehearsed.now += timedelta(hours=1)
    rehearsed.connector().orders([ORDER])
    assert rehearsed.api.calls.count("POST /auth/o2/token") == 2


def test_unknown_orders_are_left_out_and_odd_ids_cost_no_call(rehearsed: Rehearsed) -> None:
    assert list(rehearsed.connector().orders(["404-0000000-0000000", "../tokens", ""])) == []
    assert sum(call.startswith("GET") for call in rehearsed.api.calls) == 1


def test_no_right_is_a_missing_right(rehearsed: Rehearsed) -> None:
    rehearsed.api.may_read_orders = False
    with pytest.raises(MissingRight):
        rehearsed.connector().orders([ORDER])


def test_taken_back_consent_concerns_orders_alone(rehearsed: Rehearsed) -> None:
    rehearsed.api.has_consent = False
    with pytest.raises(MissingRight, match="taken back"):
        rehearsed.connector().orders([ORDER])


def test_throttled_is_busy(rehearsed: Rehearsed) -> None:
    connector = rehearsed.connector()
    connector.orders([ORDER])
    rehearsed.api.answers_next = [(429, {"Retry-After": "7"})]
    with pytest.raises(Busy) as caught:
        connector.orders([ORDER])
    assert caught.value.after == timedelta(seconds=7)


def test_the_budget_of_calls_is_kept_by_the_rate_in_the_header(rehearsed: Rehearsed) -> None:
    rehearsed.api.rate = "2.0"
    connector = rehearsed.connector()
    for _ in range(30):
        connector.orders([ORDER])
    with pytest.raises(Busy) as caught:
        connector.orders([ORDER])
    assert caught.value.after is not None
    assert timedelta(0) < caught.value.after <= timedelta(seconds=0.5)
    rehearsed.now += timedelta(seconds=1)
    connector.orders([ORDER])


def test_activation_tries_the_access(rehearsed: Rehearsed) -> None:
    verified = rehearsed.connector().verify()
    assert (verified.shop_name, verified.shop_key) == ("Atelier Lumen", "support@lumen.example")
    rehearsed.api.marketplace_id = "A1PA6795UKMFR9"
    with pytest.raises(NeedsOwner, match="right country"):
        rehearsed.connector().verify()
    with pytest.raises(NeedsOwner):
        rehearsed.connector(clientSecret="wrong", refreshToken="other").verify()


def test_without_access_there_are_no_orders_and_no_calls(rehearsed: Rehearsed) -> None:
    connector = rehearsed.connector(clientId="", clientSecret="", refreshToken="")
    with pytest.raises(Unsupported):
        connector.orders([ORDER])
    assert connector.verify().shop_key == "support@lumen.example"
    assert rehearsed.api.calls == []


@pytest.mark.parametrize("missing", ["clientId", "clientSecret", "refreshToken"])
def test_access_is_given_whole_or_not_at_all(rehearsed: Rehearsed, missing: str) -> None:
    with pytest.raises(NeedsOwner, match=missing):
        rehearsed.connector(**{missing: ""})


@pytest.mark.parametrize(
    "sender", ["", "nobody", "a@b", "a b@example.com", "a@example.com\r\nBcc: x@y.example"]
)
def test_a_sender_must_be_an_address(rehearsed: Rehearsed, sender: str) -> None:
    with pytest.raises(NeedsOwner):
        rehearsed.connector(senderEmail=sender)


def test_the_rehearsal_speaks_as_the_published_model(shared: Path) -> None:
    model: dict[str, Any] = json.loads(
        (shared / "reference" / "amazon" / "orders_2026-01-01.json").read_text(encoding="utf-8")
    )
    schema = {"$ref": "#/definitions/Order", "definitions": model["definitions"]}
    jsonschema.Draft4Validator(schema).validate(an_order(ORDER))
