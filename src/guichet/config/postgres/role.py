"""Which work stands behind the wall: the role without bypass that web, worker and mail take."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from guichet.accounts.scope import APP_ROLE

__all__ = ["APP_ROLE", "behind_wall", "is_behind_wall", "keep_process_behind_wall", "process_behind_wall"]

_all_of_process = False
_behind: ContextVar[bool] = ContextVar("guichet_behind_wall", default=False)


def is_behind_wall() -> bool:
    """Whether statements from here run as the role without bypass."""
    return _all_of_process or _behind.get()


def keep_process_behind_wall() -> None:
    """From now on all threads of this process stand behind the wall."""
    global _all_of_process  # noqa: PLW0603 - a context would not reach the threads of servers and executors
    _all_of_process = True


@contextmanager
def process_behind_wall() -> Iterator[None]:
    """All threads of this process, until the block ends."""
    global _all_of_process  # noqa: PLW0603
    former, _all_of_process = _all_of_process, True
    try:
        yield
    finally:
        _all_of_process = former


@contextmanager
def behind_wall() -> Iterator[None]:
    """The work of this block in this thread."""
    former = _behind.get()
    _behind.set(True)
    try:
        yield
    finally:
        _behind.set(former)
