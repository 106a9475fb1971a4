"""Somebody writes now and then, and buyers answer what the seller sends."""

import random
import threading
from collections import Counter
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from sandbox.rakuten_fr.demo import content
from sandbox.rakuten_fr.marketplace import RakutenMarketplace
from sandbox.rakuten_fr.state.model import Item

_LOOK_EVERY = 0.2
_NEW_BUYERS = 0.3
_ANSWERED = 0.85
_ANSWERS_PER_ITEM = 3


class Life:
    """A context manager: a thread steps the simulation while the block runs.

    `every` is the mean number of seconds between two arrivals. `step` may be called instead of entering the
    block, with any clock: the same seed and the same moments give the same story.
    """

    def __init__(self, marketplace: RakutenMarketplace, every: float) -> None:
        if every <= 0:
            raise ValueError("The pace is a number of seconds above zero.")
        self._marketplace = marketplace
        self._every = every
        self._dice = random.Random(f"life:{marketplace.seed}")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox:rakuten-life", daemon=True)
        self._next_arrival = self._after(marketplace.now())
        self._due: dict[tuple[int, int], datetime] = {}
        self._given: Counter[int] = Counter()

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

    def step(self, now: datetime) -> None:
        """Everything that is due by `now` happens."""
        with self._marketplace.state.lock:
            for item in list(self._marketplace.state.items.values()):
                self._maybe_answer(item, now)
            while self._next_arrival <= now:
                self._arrive()
                self._next_arrival = self._after(self._next_arrival)

    def _run(self) -> None:
        while not self._stop.wait(_LOOK_EVERY):
            self.step(self._marketplace.now())

    def _after(self, moment: datetime) -> datetime:
        return moment + timedelta(seconds=self._every * self._dice.uniform(0.5, 1.5))

    def _maybe_answer(self, item: Item, now: datetime) -> None:
        """An answer comes five seconds to a minute after a reply through the API, most of the time."""
        last = item.entries[-1] if item.entries else None
        if last is None or not last.through_api or self._given[item.id] >= _ANSWERS_PER_ITEM:
            return
        reply = (item.id, len(item.entries))
        due = self._due.setdefault(reply, last.at + timedelta(seconds=self._dice.uniform(5, 60)))
        if due > now:
            return
        self._given[item.id] += 1
        if self._dice.random() < _ANSWERED:
            by_rakuten = last.kind == "mail"
            line = "Merci, c'est noté." if by_rakuten else self._line("answers")
            self._marketplace.write(item.id, line, by="RAKUTEN" if by_rakuten else "BUYER")

    def _arrive(self) -> None:
        items = list(self._marketplace.state.items.values())
        if not items or self._dice.random() < _NEW_BUYERS:
            buyer = f"client{self._dice.randrange(100, 999)}"
            self._marketplace.add_item(self._line("openings"), buyer=buyer)
        else:
            self._marketplace.write(self._dice.choice(items).id, self._line("openings"))

    def _line(self, kind: str) -> str:
        return str(self._dice.choice(content()["life"][kind]))
