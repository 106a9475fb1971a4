"""Clients that give up quickly, on connections of their own."""

import ssl
from collections.abc import Iterator

import pytest

from guichet.platforms.http import Pools, WebClient

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
QUICK = {"connect": 2.0, "read": 0.4, "write": 2.0, "pool": 2.0}


@pytest.fixture
def pools() -> Iterator[Pools]:
    pools = Pools(allow_private=True, ssl_context=NO_TLS, timeouts=QUICK)
    yield pools
    pools.close()


@pytest.fixture
def client(pools: Pools) -> WebClient:
    return WebClient(pools, secrets=["s3cret-key"])
