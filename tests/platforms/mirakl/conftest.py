"""A connector whose far side is a test's own script, for what no rehearsal operator does."""

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from guichet.platforms.http import Pools, WebClient
from guichet.platforms.mirakl.connector import MiraklConnector, connect
from guichet.platforms.port import Access
from tests.connectors.rehearsal import Notebook
from tests.platforms.http.wire import Wire, answer, read_request

KEY = "11111111-2222-3333-4444-555555555555"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Scripted = Callable[..., MiraklConnector]


@pytest.fixture
def pools() -> Iterator[Pools]:
    pools = Pools(allow_private=True, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    yield pools
    pools.close()


@pytest.fixture
def memory() -> Notebook:
    return Notebook()


@pytest.fixture
def connector_at(pools: Pools, memory: Notebook) -> Scripted:
    def build(url: str, **changed: str) -> MiraklConnector:
        credentials = {"baseUrl": url, "apiKey": KEY} | changed
        web = WebClient(pools, [KEY])
        return connect(Access("mirakl-other", credentials, web, memory, lambda: NOW))

    return build


def by_path(**answers: bytes | list[bytes]) -> Callable[[socket.socket, Wire], None]:
    """A script that answers by the last segment of the path; a list is used up, its last entry stays."""

    def script(connection: socket.socket, far: Wire) -> None:
        while request := read_request(connection):
            far.requests.append(request)
            path = request.split(b" ")[1].partition(b"?")[0].decode()
            found = answers.get(path.rpartition("/")[2], answer("404 Not Found"))
            chosen = found if isinstance(found, bytes) else (found.pop(0) if len(found) > 1 else found[0])
            connection.sendall(chosen)

    return script


def queries(far: Wire, path: str) -> list[str]:
    """The query strings of the calls to a path, in order."""
    lines = [request.split(b"\r\n")[0].decode().split(" ")[1] for request in far.requests]
    return [line.partition("?")[2] for line in lines if line.partition("?")[0] == path]
