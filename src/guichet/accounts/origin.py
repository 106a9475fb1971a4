"""From where the work at hand was asked: set by the faces, read by the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

COMMAND_LINE = "command line"
_origin: ContextVar[str] = ContextVar("guichet_origin", default="")


@contextmanager
def origin(where: str) -> Iterator[None]:
    """While it lasts, changes are noted as asked from `where`: an internet address, or COMMAND_LINE."""
    token = _origin.set(where)
    try:
        yield
    finally:
        _origin.reset(token)


def current_origin() -> str:
    """What was set last; empty in jobs, where Guichet acts by itself or long after somebody asked."""
    return _origin.get()
