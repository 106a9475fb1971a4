"""Tokens, one for each shop and shared by all that this process does for it.

They open the shop, so they live in memory only. Whether a second authentication kills the first token is
unknown, which is one more reason to ask for as few as possible.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

_log = logging.getLogger("guichet.fnac_darty")

MARGIN = timedelta(minutes=2)
# Should a dead token ever be refused in a way that is not recognised, it is not carried on for ever.
LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and when to ask for the next one."""

    value: str = field(repr=False)
    renew_at: datetime


def token_until(value: str, validity: datetime | None, now: datetime) -> Token:
    """A token that is renewed two minutes before its end.

    An end that has passed already tells of clocks that differ, not of a dead token: it is used until it is
    refused, for an hour at most.
    """
    if validity is not None and validity > now + MARGIN:
        return Token(value, validity - MARGIN)
    if validity is not None:
        _log.warning("a token ends before it began: the clocks here and there differ")
    return Token(value, now + LONGEST)


@dataclass(slots=True)
class _Seat:
    lock: Lock = field(default_factory=Lock)
    token: Token | None = None


class Tokens:
    """Safe to use from several threads; those of one shop wait for one authentication."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seats: dict[str, _Seat] = {}

    def get(self, shop: str, now: datetime, obtain: Callable[[], Token]) -> Token:
        """The token of a shop, obtained where there is none or its time is over."""
        seat = self._seat(shop)
        with seat.lock:
            if seat.token is None or seat.token.renew_at <= now:
                seat.token = obtain()
            return seat.token

    def drop(self, shop: str, token: Token | None = None) -> None:
        """Forget a token that was refused, unless another thread has replaced it; any where none is named."""
        seat = self._seat(shop)
        with seat.lock:
            if token in (None, seat.token):
                seat.token = None

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._seats.clear()

    def _seat(self, shop: str) -> _Seat:
        with self._lock:
            return self._seats.setdefault(shop, _Seat())


shared_tokens = Tokens()
