"""The first conversations, somebody new now and then, and customers who say a word to an answer."""

import random
import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self

from sandbox.mail_marketplaces.places import Places
from sandbox.mail_marketplaces.postman import UndeliveredError
from sandbox.mail_marketplaces.writing import content, write_amazon, write_cdon

LOOK_SECONDS = 0.2
FIRST = 3
REACT_SECONDS = (5.0, 20.0)
_WRITERS = {"amazon": write_amazon, "cdon": write_cdon}


class Life:
    """A context manager: a thread writes while the block runs, from when the inbound addresses are known.

    `first` conversations of each marketplace come at once; `every` is the mean number of seconds between
    two later ones, None for none.
    """

    def __init__(self, places: Places, stop: threading.Event, *, first: int, every: float | None) -> None:
        self._places, self._stop, self._first, self._every = places, stop, first, every
        self._dice = random.Random("life:mail")
        self._due: float | None = None
        self._thread = threading.Thread(target=self._run, name="sandbox:mail-life", daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End within a fraction of a second, unless a mail is on its way at this moment."""
        self._stop.set()
        self._thread.join(timeout=1)

    def _run(self) -> None:
        while not self._places.settled.wait(LOOK_SECONDS):
            if self._stop.is_set():
                return
        for number in range(self._first):
            for kind in _WRITERS:
                self._write(kind, number)
        self._go_on()

    def _go_on(self) -> None:
        arrival = self._after()
        while not self._stop.wait(LOOK_SECONDS):
            self._maybe_react()
            if self._every and monotonic() >= arrival:
                arrival = self._after()
                self._write(self._dice.choice(list(_WRITERS)), self._dice.randrange(1000))

    def _after(self) -> float:
        return monotonic() + (self._every or 0) * self._dice.uniform(0.5, 1.5)

    def _write(self, kind: str, number: int) -> None:
        people = content()[kind]
        self._bring(lambda: _WRITERS[kind](self._places, people[number % len(people)], self._dice))

    def _maybe_react(self) -> None:
        """What follows answers comes a little later: copies of half of Amazon's, a word to the others."""
        if not self._places.has_unsettled:
            return
        if self._due is None:
            self._due = monotonic() + self._dice.uniform(*REACT_SECONDS)
        if monotonic() >= self._due:
            self._due = None
            words = content()["answers"]
            says = self._dice.choice(["", self._dice.choice(words["amazon"])])
            self._places.amazon.says_next, self._places.amazon.sends_copies = says, not says
            self._bring(self._places.amazon.react)
            self._bring(lambda: self._places.cdon.react(self._dice.choice(words["cdon"])))

    def _bring(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UndeliveredError as error:
            if not self._stop.is_set():
                print(error, file=sys.stderr, flush=True)
