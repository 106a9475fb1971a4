"""Time passes: arrivals at a believable pace, answers some seconds after the shop's."""

import heapq
import threading
from collections import Counter
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING

from sandbox.mirakl.life.writers import Newcomers, answer, nudge
from sandbox.mirakl.state.model import Message, Thread
from sandbox.passing import Passing

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

_ANSWERS_PER_THREAD = 3
_NUDGE_SHARE = 0.3
_ANSWERED = 0.85


class Life(Passing):
    """New threads begin, forgotten customers ask again, and the shop's messages get answers."""

    def __init__(self, operator: "MiraklOperator", every: float, seed: int | None = None) -> None:
        super().__init__(operator.now, every, operator.seed if seed is None else seed)
        self._operator = operator
        self._lock = threading.Lock()
        self._answers: list[tuple[datetime, str]] = []
        self._given: Counter[str] = Counter()
        self._nudged: set[str] = set()
        self._begun: list[Thread] = []
        self._newcomers = Newcomers(operator, self._dice)
        operator.state.listeners.append(self._hear)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End within a fraction of a second."""
        self._operator.state.listeners.remove(self._hear)
        super().__exit__(kind, error, trace)

    def step(self, now: datetime) -> None:
        """Everything that is due by `now` happens."""
        for thread_id in self._due(now):
            self._answer(thread_id)
        self._arrivals(now, self._arrive)

    def _hear(self, thread: Thread, message: Message) -> None:
        """The shop wrote through the API: an answer comes in five seconds to a minute, most of the time."""
        if not message.through_api:
            return
        with self._lock:
            if self._given[thread.id] < _ANSWERS_PER_THREAD and self._dice.random() < _ANSWERED:
                self._given[thread.id] += 1
                at = message.date_created + timedelta(seconds=self._dice.uniform(5, 60))
                heapq.heappush(self._answers, (at, thread.id))

    def _due(self, now: datetime) -> list[str]:
        due = []
        with self._lock:
            while self._answers and self._answers[0][0] <= now:
                due.append(heapq.heappop(self._answers)[1])
        return due

    def _answer(self, thread_id: str) -> None:
        """Somebody may have written meanwhile: only the shop's message is answered."""
        with self._operator.state.lock:
            thread = self._operator.thread(thread_id)
            if thread.messages[-1].sender.type == "SHOP_USER":
                answer(self._operator, self._dice, thread, self._given[thread_id] - 1)

    def _arrive(self) -> None:
        """Somebody new, or somebody who wrote a while ago and got no answer."""
        with self._operator.state.lock:
            forgotten = [thread for thread in self._begun if self._may_nudge(thread)]
            if forgotten and self._dice.random() < _NUDGE_SHARE:
                thread = self._dice.choice(forgotten)
                self._nudged.add(thread.id)
                nudge(self._operator, self._dice, thread)
            else:
                self._begun.append(self._newcomers.begin())

    def _may_nudge(self, thread: Thread) -> bool:
        """Nobody asks again twice, nor after an answer."""
        return thread.id not in self._nudged and len(thread.messages) == 1
