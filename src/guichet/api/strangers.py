"""Tokens that open nothing, counted by the address that sends them: trying many costs the database nothing.

Per process, and in memory: the bound is there to keep guessing cheap for us. What keeps it hopeless is that a
token has 256 bits. Whoever shares an address with a guesser goes on with the tokens that this process knows.
"""

from collections import OrderedDict
from math import ceil
from time import monotonic

from guichet.api.http_refusal import HttpRefusalError

# Wrong tokens of one address: this many at once, and as many more in each minute.
AT_ONCE = 30
SECONDS_EACH = 2.0
# The addresses and the good tokens that are remembered.
MOST_KEPT = 10_000

_full_at: OrderedDict[str, float] = OrderedDict()
_good: OrderedDict[bytes, None] = OrderedDict()


def hold_back_stranger(address: str, digest: bytes) -> None:
    """HttpRefusalError 429 for an address that sent too many wrong ones, unless this one is known as good."""
    wait = _full_at.get(address, 0.0) - monotonic() - (AT_ONCE - 1) * SECONDS_EACH
    if wait > 0 and digest not in _good:
        seconds = max(ceil(wait), 1)
        message = f"Too many wrong tokens came from this address; try again in {seconds} s."
        raise HttpRefusalError(429, "RATE_LIMITED", message, {"Retry-After": str(seconds)})


def note_wrong(address: str) -> None:
    """One more."""
    _full_at[address] = max(_full_at.pop(address, 0.0), monotonic()) + SECONDS_EACH
    if len(_full_at) > MOST_KEPT:
        _full_at.popitem(last=False)


def note_good(digest: bytes) -> None:
    """Whoever was let in once is looked up again whatever comes from their address."""
    if digest not in _good:
        _good[digest] = None
        if len(_good) > MOST_KEPT:
            _good.popitem(last=False)
