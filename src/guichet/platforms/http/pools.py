"""Connections shared by all calls of this process.

Reads keep connections alive. A send always gets a connection of its own: on a kept one the marketplace may
be hanging up just then, and a reply that surely never left would have to be treated as one that may have.
"""

import atexit
import logging
import os
import ssl
from collections.abc import Iterator
from functools import cache

import httpcore2
import httpx2

from guichet.platforms.http.network import GuardedNetwork, Resolver, resolve

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WRITE_SECONDS = 60.0
_TIMEOUTS = {
    "connect": CONNECT_SECONDS,
    "read": READ_SECONDS,
    "write": WRITE_SECONDS,
    "pool": CONNECT_SECONDS,
}

# At DEBUG it writes out the headers of answers, session cookies among them.
logging.getLogger("httpcore2").setLevel(logging.WARNING)


class _Body(httpx2.SyncByteStream):
    """The body of an answer as httpcore gives it, in the shape httpx decodes."""

    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class Pools:
    """The connections for reads and for sends under one address policy."""

    def __init__(
        self,
        *,
        allow_private: bool,
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
        timeouts: dict[str, float] | None = None,
    ) -> None:
        self.allow_private = allow_private
        self._timeouts = _TIMEOUTS | (timeouts or {})
        network = GuardedNetwork(allow_private=allow_private, resolver=resolver)
        tls = ssl_context or _default_tls()
        self._reads = httpcore2.ConnectionPool(
            tls,
            max_connections=200,
            max_keepalive_connections=40,
            keepalive_expiry=15,
            network_backend=network,
        )
        self._sends = httpcore2.ConnectionPool(
            tls, max_connections=200, max_keepalive_connections=0, network_backend=network
        )

    def perform(self, request: httpx2.Request, *, fresh: bool) -> httpx2.Response:
        """Make one call and return once the answer's headers are here; raises httpcore's exceptions."""
        pool = self._sends if fresh else self._reads
        raw = pool.handle_request(self._lowered(request))
        return httpx2.Response(raw.status, headers=raw.headers, stream=_Body(raw))

    def close(self) -> None:
        """Close every connection."""
        self._reads.close()
        self._sends.close()

    def _lowered(self, request: httpx2.Request) -> httpcore2.Request:
        url = request.url
        lowered = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        assert isinstance(request.stream, httpx2.SyncByteStream)  # noqa: S101 - we never build another kind
        return httpcore2.Request(
            request.method,
            lowered,
            headers=request.headers.raw,
            content=request.stream,
            extensions={"timeout": self._timeouts},
        )


@cache
def _default_tls() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


@cache
def shared_pools(*, allow_private: bool) -> Pools:
    """The pools of this process; a policy never reuses a connection opened under the other one."""
    pools = Pools(allow_private=allow_private)
    atexit.register(pools.close)
    return pools


if hasattr(os, "register_at_fork"):
    # A child must not write into its parent's connections.
    os.register_at_fork(after_in_child=shared_pools.cache_clear)
