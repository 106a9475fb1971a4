"""Time passes in a rehearsal marketplace: a thread steps what happens by itself."""

import random
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

_LOOK_EVERY = 0.2


class Passing(ABC):
    """A context manager: a thread steps the simulation while the block runs.

    `every` is the mean number of seconds between two arrivals. `step` may be called instead of entering the
    block, with any clock: the same seed and the same moments give the same story.
    """

    def __init__(self, now: Callable[[], datetime], every: float, seed: int) -> None:
        if every <= 0:
            raise ValueError("The pace is a number of seconds above zero.")
        self._now = now
        self._every = every
        self._dice = random.Random(f"life:{seed}")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox:life", daemon=True)
        self._next_arrival = self._after(now())

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End within a fraction of a second."""
        self._stop.set()
        self._thread.join(timeout=2)

    @abstractmethod
    def step(self, now: datetime) -> None:
        """Everything that is due by `now` happens."""

    def _run(self) -> None:
        while not self._stop.wait(_LOOK_EVERY):
            self.step(self._now())

    def _after(self, moment: datetime) -> datetime:
        return moment + timedelta(seconds=self._every * self._dice.uniform(0.5, 1.5))

    def _arrivals(self, now: datetime, arrive: Callable[[], None]) -> None:
        """Whoever should have come by `now` comes."""
        while self._next_arrival <= now:
            arrive()
            self._next_arrival = self._after(self._next_arrival)
