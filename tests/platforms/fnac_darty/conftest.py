"""A rehearsal Fnac Darty on the wire, and connectors for its shops."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from guichet.platforms.fnac_darty.connector import FnacDartyConnector, connect
from guichet.platforms.fnac_darty.tokens import shared_tokens
from guichet.platforms.http import Answer, Pools, WebClient
from guichet.platforms.port import Access
from sandbox.fnac_darty import FnacDartyMarketplace, RunningServer, Shop, serve
from tests.connectors.rehearsal import Notebook
from tests.platforms.fnac_darty.schemas import Check, checker

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
QUICK = {"connect": 2.0, "read": 1.0, "write": 5.0, "pool": 2.0}


@dataclass
class Clock:
    """A clock that a test moves."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


class Recorder(WebClient):
    """Keeps the documents that leave."""

    def __init__(self, pools: Pools, secrets: list[str], sent: list[bytes]) -> None:
        super().__init__(pools, secrets)
        self._sent = sent

    def read(self, url: str, **more: Any) -> Answer:
        self._keep(more)
        return super().read(url, **more)

    def send(self, url: str, **more: Any) -> Answer:
        self._keep(more)
        return super().send(url, **more)

    def _keep(self, more: dict[str, Any]) -> None:
        self._sent.append(more["content"])


@dataclass
class Far:
    """The marketplace, where it serves, its clock, what a channel of it remembers and what it sent."""

    marketplace: FnacDartyMarketplace
    url: str
    pools: Pools
    clock: Clock
    memory: Notebook = field(default_factory=Notebook)
    sent: list[bytes] = field(default_factory=list)

    def connector(self, shop: Shop | None = None, **changed: str) -> FnacDartyConnector:
        """A connector for a shop, the first one unless told, by a clock that a test may set apart."""
        shop = shop or self.marketplace.shop
        credentials = {
            "baseUrl": self.url,
            "partnerId": shop.partner_id,
            "shopId": shop.id,
            "key": shop.key,
        } | changed
        web = Recorder(self.pools, [credentials["key"]], self.sent)
        return connect(Access(shop.marketplace, credentials, web, self.memory, self.clock))


@pytest.fixture
def pools() -> Iterator[Pools]:
    # Loading the usual certificates would take longer than most of these tests.
    pools = Pools(allow_private=True, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), timeouts=QUICK)
    yield pools
    pools.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def marketplace(clock: Clock) -> FnacDartyMarketplace:
    return FnacDartyMarketplace(seed=3, now=clock)


@pytest.fixture
def server(marketplace: FnacDartyMarketplace) -> Iterator[RunningServer]:
    with serve(marketplace) as running:
        yield running


@pytest.fixture
def far(marketplace: FnacDartyMarketplace, server: RunningServer, pools: Pools, clock: Clock) -> Far:
    shared_tokens.clear()
    return Far(marketplace, server.url, pools, clock)


@pytest.fixture(scope="session")
def check(shared: Path) -> Check:
    """Asserts that a request or an answer is valid by the published schemas, with longer order ids."""
    return checker(shared)
