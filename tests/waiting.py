"""Waiting for a condition, never for a time."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
WAIT_SECONDS = 90.0


def until(ask: Callable[[], Found | None], seconds: float = WAIT_SECONDS, every: float = 0.05) -> Found:
    """Ask until there is an answer; an assertion fails when it does not come in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        time.sleep(every)
    raise AssertionError(f"{getattr(ask, '__name__', ask)} did not come true in {seconds} s")
