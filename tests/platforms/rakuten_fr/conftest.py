"""A connector whose far side is the rehearsal marketplace, over real HTTP, both on one clock."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from guichet.platforms.http import Pools, WebClient
from guichet.platforms.port import Access
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from guichet.platforms.rakuten_fr.settings import Settings
from sandbox.rakuten_fr import RakutenMarketplace, RunningServer, serve
from tests.connectors.rehearsal import Notebook

SINCE = datetime(2026, 8, 25, tzinfo=UTC)
QUICK = {"connect": 2.0, "read": 1.0, "write": 5.0, "pool": 2.0}


class Clock:
    """The time on both sides of the wire; it stands still unless moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **how_far: float) -> None:
        self.time += timedelta(**how_far)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def marketplace(clock: Clock) -> RakutenMarketplace:
    return RakutenMarketplace(seed=7, now=clock)


@pytest.fixture
def server(marketplace: RakutenMarketplace) -> Iterator[RunningServer]:
    with serve(marketplace) as server:
        yield server


@pytest.fixture
def memory() -> Notebook:
    return Notebook()


@pytest.fixture
def pools() -> Iterator[Pools]:
    # Loading the usual certificates would take longer than most of these tests.
    pools = Pools(allow_private=True, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), timeouts=QUICK)
    yield pools
    pools.close()


Connecting = Callable[..., RakutenConnector]


@pytest.fixture
def connecting(
    marketplace: RakutenMarketplace, server: RunningServer, memory: Notebook, pools: Pools, clock: Clock
) -> Connecting:
    """Makes a connector as a new process would: same memory, nothing else in common."""

    def connect(settings: Settings | None = None, **changed: str) -> RakutenConnector:
        credentials = {"baseUrl": server.url, "login": marketplace.login, "token": marketplace.token}
        web = WebClient(pools, [marketplace.token])
        access = Access("rakuten-fr", credentials | changed, web, memory, clock)
        return RakutenConnector(access, settings or Settings())

    return connect


@pytest.fixture
def connector(connecting: Connecting) -> RakutenConnector:
    return connecting()
