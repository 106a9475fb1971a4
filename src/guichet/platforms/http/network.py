"""The network under the web seam: resolves a name, checks the address, connects to that very address.

Checking a name before handing it to a client would resolve it twice, and a hostile name server may answer
differently the second time (DNS rebinding). TLS still names the host, since httpcore passes it to start_tls.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

import httpcore2

from guichet.platforms.http.addresses import is_public

Resolver = Callable[[str, int], list[str]]

_deadline: ContextVar[float | None] = ContextVar("guichet_http_deadline", default=None)


class NameUnknown(httpcore2.ConnectError):
    """The name service knows no address for the host."""


class AddressRefused(httpcore2.ConnectError):
    """The host leads only to addresses that may not be called."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Bound everything this thread does on the network inside, however slowly the other side drips."""
    token = _deadline.set(monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def _remaining(timeout: float | None, late: type[Exception]) -> float | None:
    ends = _deadline.get()
    if ends is None:
        return timeout
    left = ends - monotonic()
    if left <= 0:
        raise late("the time for the whole call is over")
    return left if timeout is None else min(timeout, left)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, best first; NameUnknown where there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NameUnknown(str(error)) from error
    return [str(entry[4][0]) for entry in found]


class TimedStream(httpcore2.NetworkStream):
    """A stream whose every step also ends with the call's deadline."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _remaining(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _remaining(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _remaining(timeout, httpcore2.ConnectTimeout)
        return TimedStream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedNetwork(httpcore2.NetworkBackend):
    """Connects to public addresses only, unless `allow_private`."""

    def __init__(self, *, allow_private: bool, resolver: Resolver = resolve) -> None:
        self._allow_private = allow_private
        self._resolver = resolver
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first of the host's permitted addresses that answers."""
        ends = None if timeout is None else monotonic() + timeout
        last: Exception = AddressRefused(f"{host} leads to no address that may be called")
        for address in self._permitted(host, port):
            left = None if ends is None else max(ends - monotonic(), 0.001)
            left = _remaining(left, httpcore2.ConnectTimeout)
            try:
                return TimedStream(
                    self._plain.connect_tcp(address, port, left, local_address, socket_options)
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last

    def _permitted(self, host: str, port: int) -> list[str]:
        addresses = list(dict.fromkeys(self._resolver(host, port)))
        return addresses if self._allow_private else [a for a in addresses if is_public(a)]
