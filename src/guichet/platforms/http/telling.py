"""Telling an address of somebody's own choice that something happened: only the status of its answer counts.

Connections are kept and apart from those of the marketplaces, so that slow receivers take none of theirs. The
guards are the same: checked addresses connected to as they were checked, nothing but https, no redirects.
"""

import atexit
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version

import httpx2

from guichet.platforms.http.network import deadline
from guichet.platforms.http.pools import Pools
from guichet.platforms.http.retry_after import retry_after
from guichet.platforms.http.targets import target
from guichet.platforms.http.trouble import MAY_HAVE_LEFT, reading

# Read so that the connection can be used again; the rest of a longer answer is hung up on.
HEED_BYTES = 16_000
_TIMEOUTS = {"connect": 10.0, "read": 15.0, "write": 15.0, "pool": 5.0}


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back: the status, and how long the receiver asks to wait, if it does."""

    status: int
    after: timedelta | None = None


def tell(pools: Pools, url: str, headers: Mapping[str, str], content: bytes, within: float) -> Heard:
    """POST once. Unreachable where nothing came about, Busy where no answer came within so many seconds."""
    where = target(url, None, allow_private=pools.allow_private)
    known = {"User-Agent": f"Guichet/{version('guichet')}", "Content-Type": "application/json"}
    request = httpx2.Request("POST", where, headers=known | dict(headers), content=content)
    with deadline(within), reading(where.host):
        response = pools.perform(request, fresh=False)
        try:
            _heed(response)
        finally:
            response.close()
    return Heard(response.status_code, retry_after(response.headers.get("retry-after"), datetime.now(UTC)))


def _heed(response: httpx2.Response) -> None:
    """The status has been heard: whatever becomes of the rest of the answer changes nothing."""
    received = 0
    with suppress(*MAY_HAVE_LEFT):
        for chunk in response.iter_raw():
            received += len(chunk)
            if received > HEED_BYTES:
                return


@cache
def telling_pools(*, allow_private: bool) -> Pools:
    """The connections of this process to receivers."""
    pools = Pools(allow_private=allow_private, timeouts=_TIMEOUTS)
    atexit.register(pools.close)
    return pools


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=telling_pools.cache_clear)
