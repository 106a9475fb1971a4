"""A slow marketplace may hold a few threads of a worker, and leaves the others to everybody else.

Polls, files and orders share one set of places, replies have their own: an answer to a customer waits for no
poll. Counted in this process; every worker has as many.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from guichet.sync.pace import spread

# Of the twelve threads of a worker: three marketplaces that hang still leave some to the rest.
AT_ONCE = 3
# Who found no place comes back after about this.
COME_BACK = timedelta(seconds=3)


class Places:
    """So many at once for each marketplace; who finds none goes on with something else."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, marketplace: str) -> Iterator[bool]:
        """Whether there was a place; it is given back at the end of the block."""
        has_place = self._take(marketplace)
        try:
            yield has_place
        finally:
            if has_place:
                self._give_back(marketplace)

    def taken_now(self) -> Counter[str]:
        """How many each marketplace has taken."""
        with self._lock:
            return self._taken.copy()

    def _take(self, marketplace: str) -> bool:
        with self._lock:
            if self._taken[marketplace] >= self._at_once:
                return False
            self._taken[marketplace] += 1
            return True

    def _give_back(self, marketplace: str) -> None:
        with self._lock:
            self._taken[marketplace] -= 1
            if not self._taken[marketplace]:
                del self._taken[marketplace]


def soon() -> timedelta:
    """How long to wait for a place."""
    return spread(COME_BACK)


reading = Places()
sending = Places()
