"""What a failed call means to the engine.

A read may simply be made again, so all trouble is Busy. A send may not: only trouble before the request
began proves that nothing arrived; after that it is Uncertain, and the thread is read back.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore2
import httpx2

from guichet.platforms.errors import Busy, Uncertain, Unreachable
from guichet.platforms.http.network import AddressRefused, NameUnknown


class TooLarge(Busy):
    """The answer is larger than the caller accepts; a connector may ask for a smaller piece."""


class LeftOff(Busy):
    """The time for the whole call was over, or the answer broke off."""


_NEVER_LEFT = (
    httpcore2.ConnectError,
    httpcore2.ConnectTimeout,
    httpcore2.PoolTimeout,
    httpcore2.UnsupportedProtocol,
    httpcore2.ProxyError,
)
MAY_HAVE_LEFT = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpx2.DecodingError,
    OSError,
)


@contextmanager
def reading(host: str) -> Iterator[None]:
    """Turn the trouble of a read into Unreachable or Busy."""
    try:
        yield
    except _NEVER_LEFT as error:
        raise Unreachable(_never_left(error, host)) from error
    except MAY_HAVE_LEFT as error:
        raise LeftOff(_broke_off(error, host)) from error


@contextmanager
def sending(host: str) -> Iterator[None]:
    """Turn the trouble of a send into Unreachable (surely never arrived) or Uncertain."""
    try:
        yield
    except _NEVER_LEFT as error:
        raise Unreachable(_never_left(error, host)) from error
    except (*MAY_HAVE_LEFT, TooLarge) as error:
        raise Uncertain(f"{_broke_off(error, host)} Whether the reply arrived is being checked.") from error


def _never_left(error: Exception, host: str) -> str:
    # httpcore wraps the socket's own error, and its pool cuts the chain of causes.
    cause = error.args[0] if error.args else None
    if isinstance(error, NameUnknown):
        return f"No server is known under the name {host}. Check the address."
    if isinstance(error, AddressRefused):
        return f"{host} leads to a private network address, which is not called from here."
    if isinstance(cause, ssl.SSLError):
        return f"No secure connection to {host}: its certificate or encryption is not acceptable."
    if isinstance(error, httpcore2.TimeoutException):
        return f"{host} did not take the connection in time."
    return f"No connection to {host} came about."


def _broke_off(error: Exception, host: str) -> str:
    if isinstance(error, httpcore2.TimeoutException):
        return f"{host} did not answer in time."
    if isinstance(error, TooLarge):
        return f"{host} gave an answer of unreasonable size."
    return f"The connection to {host} broke off before its answer was complete."
