"""Every platform answers the same questions. Only the far side of the wire is a rehearsal."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from guichet.platforms.http import Pools
from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.words import Platform
from sandbox.mirakl import MiraklOperator, serve
from tests.connectors.fnac_darty import fnac_darty
from tests.connectors.mirakl import MiraklRehearsal
from tests.connectors.rakuten_fr import rakuten_fr
from tests.connectors.rehearsal import Rehearsal

QUICK = {"connect": 2.0, "read": 1.5, "write": 5.0, "pool": 2.0}


@contextmanager
def _mirakl(pools: Pools) -> Iterator[Rehearsal]:
    operator = MiraklOperator(seed=5)
    with serve(operator) as server:
        yield MiraklRehearsal(pools, operator, server.url)


PLATFORMS: dict[Platform, Callable[[Pools], AbstractContextManager[Rehearsal]]] = {
    Platform.MIRAKL: _mirakl,
    Platform.FNAC_DARTY: fnac_darty,
    Platform.RAKUTEN_FR: rakuten_fr,
}


@pytest.fixture
def pools() -> Iterator[Pools]:
    # Loading the usual certificates would take longer than most of these tests.
    pools = Pools(allow_private=True, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), timeouts=QUICK)
    yield pools
    pools.close()


@pytest.fixture(params=[p for p in platforms() if manifest_of(p).reads_back])
def rehearsal(request: pytest.FixtureRequest, pools: Pools) -> Iterator[Rehearsal]:
    with PLATFORMS[request.param](pools) as rehearsal:
        if reason := rehearsal.exempt.get(request.node.originalname):
            pytest.skip(reason)
        yield rehearsal
