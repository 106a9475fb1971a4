"""Somebody writes now and then, and buyers answer what the seller sends."""

from collections import Counter
from datetime import datetime, timedelta

from sandbox.passing import Passing
from sandbox.rakuten_fr.demo import content
from sandbox.rakuten_fr.marketplace import RakutenMarketplace
from sandbox.rakuten_fr.state.model import Item

_NEW_BUYERS = 0.3
_ANSWERED = 0.85
_ANSWERS_PER_ITEM = 3


class Life(Passing):
    """Buyers write about old and new items, and answer what the seller sends through the API."""

    def __init__(self, marketplace: RakutenMarketplace, every: float) -> None:
        super().__init__(marketplace.now, every, marketplace.seed)
        self._marketplace = marketplace
        self._due: dict[tuple[int, int], datetime] = {}
        self._given: Counter[int] = Counter()

    def step(self, now: datetime) -> None:
        """Everything that is due by `now` happens."""
        with self._marketplace.state.lock:
            for item in list(self._marketplace.state.items.values()):
                self._maybe_answer(item, now)
            self._arrivals(now, self._arrive)

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
