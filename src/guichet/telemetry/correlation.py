"""One id for all that one request or one wake-up causes: every line of the log carries it."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Taken over from a proxy only in this form: what is written to a log must not be able to write lines of it.
_SANE = re.compile(r"[A-Za-z0-9._:-]{8,64}")
_NONE = "-"
_current: ContextVar[str] = ContextVar("guichet_correlation", default=_NONE)


def correlation_id() -> str:
    """The id of what is under way here; "-" outside of requests and jobs."""
    return _current.get()


def new_correlation() -> str:
    """An id nobody had before: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def given_or_new(given: str | None) -> str:
    """The id that a proxy gave (X-Request-ID), where it is a harmless one; else a new one."""
    return given if given is not None and _SANE.fullmatch(given) else new_correlation()


@contextmanager
def correlated(identity: str) -> Iterator[str]:
    """All that happens inside, threads started by asyncio among it, carries this id."""
    before = _current.set(identity)
    try:
        yield identity
    finally:
        _current.reset(before)


def begin(identity: str) -> None:
    """As `correlated`, to the end of the asyncio task that runs: what a library says after us is ours too."""
    _current.set(identity)
