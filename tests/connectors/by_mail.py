"""The rehearsals of platforms whose messages travel by mail: of HTTP they have their orders."""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from guichet.platforms.http import Pools, WebClient
from guichet.platforms.port import Access, Connector
from guichet.platforms.registry import connect
from guichet.platforms.words import Platform
from sandbox.amazon import spapi
from sandbox.cdon import api as cdon
from tests.connectors.rehearsal import Notebook

AMAZON_ORDER, CDON_ORDER = "404-5550199-5550199", "6d0c2f4e-3b0f-4a55-9a0e-51f5c1b7d210"


class ByMail(ABC):
    """One seller whose orders are asked for; `order_id` is one of them."""

    platform: Platform
    marketplace: str
    order_id: str
    unknown_id: str

    def __init__(self, pools: Pools) -> None:
        self._pools = pools
        self.memory = Notebook()
        self.ahead = timedelta(0)

    def connector(self, **changed: str) -> Connector:
        """A connector with good credentials, or with some of them changed."""
        web = WebClient(self._pools, self.secrets())
        given = dict(self.credentials()) | changed
        access = Access(self.marketplace, given, web, self.memory, lambda: datetime.now(UTC) + self.ahead)
        return connect(self.platform, access)

    @abstractmethod
    def credentials(self) -> Mapping[str, str]:
        """Credentials that work."""

    @abstractmethod
    def secrets(self) -> Collection[str]:
        """What must never be shown."""

    @abstractmethod
    def wrong_secret(self) -> Mapping[str, str]:
        """A change to the credentials that is refused."""

    @abstractmethod
    def expire(self) -> None:
        """The credentials stop working for good."""

    @abstractmethod
    def answer(self) -> dict[str, Any]:
        """What is given for the order now, to be changed by the test."""

    @abstractmethod
    def title_in(self, answer: dict[str, Any], title: str) -> None:
        """Give the order's line another title."""

    @abstractmethod
    def give(self, body: bytes) -> None:
        """Give these bytes for the next order asked for."""

    @abstractmethod
    def refuse(self, status: int) -> None:
        """The next call gets a status and nothing else."""

    @abstractmethod
    def lose(self) -> None:
        """The order is no longer given."""

    @abstractmethod
    def calls(self) -> int:
        """How many calls came."""


class AmazonByMail(ByMail):
    """A seller who gave access to the SP-API."""

    platform, marketplace = Platform.AMAZON, "amazon-fr"
    order_id, unknown_id = AMAZON_ORDER, "404-0000000-0000000"

    def __init__(self, pools: Pools, api: spapi.RehearsalApi, url: str) -> None:
        super().__init__(pools)
        self.api, self.url = api, url

    def credentials(self) -> Mapping[str, str]:
        return {
            "senderEmail": "support@lumen.example",
            "clientId": self.api.client_id,
            "clientSecret": self.api.client_secret,
            "refreshToken": self.api.refresh_token,
            "baseUrl": self.url,
            "authUrl": self.url,
        }

    def secrets(self) -> Collection[str]:
        return {self.api.client_secret, self.api.refresh_token}

    def wrong_secret(self) -> Mapping[str, str]:
        return {"clientSecret": "wrong-and-secret", "refreshToken": "Atzr|other"}

    def expire(self) -> None:
        self.api.has_consent = False
        self.api.expire_tokens()

    def answer(self) -> dict[str, Any]:
        return {"order": spapi.an_order(self.order_id)}

    def title_in(self, answer: dict[str, Any], title: str) -> None:
        answer["order"]["orderItems"][0]["product"]["title"] = title

    def give(self, body: bytes) -> None:
        self.api.bodies_next.append(body)

    def refuse(self, status: int) -> None:
        self.connector().orders([self.order_id])
        self.api.answers_next.append((status, {}))

    def lose(self) -> None:
        self.api.orders.clear()

    def calls(self) -> int:
        return len(self.api.calls)


class CdonByMail(ByMail):
    """A merchant."""

    platform, marketplace = Platform.CDON, "cdon-se"
    order_id, unknown_id = CDON_ORDER, "nobody-knows-this"

    def __init__(self, pools: Pools, api: cdon.RehearsalApi, url: str) -> None:
        super().__init__(pools)
        self.api, self.url = api, url

    def credentials(self) -> Mapping[str, str]:
        token = "a-token-of-a-rehearsal"
        given = {"merchantId": self.api.merchant_id, "token": token, "baseUrl": f"{self.url}/api"}
        return {"senderEmail": "butik@lumen.example", **given}

    def secrets(self) -> Collection[str]:
        return {"a-token-of-a-rehearsal"}

    def wrong_secret(self) -> Mapping[str, str]:
        return {"token": "wrong-and-secret"}

    def expire(self) -> None:
        self.api.token = "another-token"

    def answer(self) -> dict[str, Any]:
        return cdon.an_order(self.order_id, "8f1a77c2")

    def title_in(self, answer: dict[str, Any], title: str) -> None:
        answer["title"] = title

    def give(self, body: bytes) -> None:
        self.api.bodies_next.append(body)

    def refuse(self, status: int) -> None:
        self.api.answers_next.append(status)

    def lose(self) -> None:
        self.api.orders.clear()

    def calls(self) -> int:
        return len(self.api.calls)


@contextmanager
def amazon(pools: Pools, name: str) -> Iterator[ByMail]:
    """Tokens and call budgets are kept by grant: each `name` is another seller."""
    api = spapi.RehearsalApi(
        refresh_token=f"Atzr|{name}", orders={AMAZON_ORDER: spapi.an_order(AMAZON_ORDER)}
    )
    with spapi.serve_api(api) as server:
        yield AmazonByMail(pools, api, server.url)


@contextmanager
def cdon_by_mail(pools: Pools, name: str) -> Iterator[ByMail]:
    """One merchant with one order."""
    api = cdon.RehearsalApi(orders=[cdon.an_order(CDON_ORDER, "8f1a77c2")])
    with cdon.serve_api(api) as server:
        yield CdonByMail(pools, api, server.url)


def as_json(value: object) -> bytes:
    """JSON with its own escapes, half characters among them."""
    return json.dumps(value).encode("ascii")
