"""Threads of one shop in order of their last change, kept sorted so that no request sorts anything."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import datetime

Place = tuple[datetime, int, str]
"""Last change, sequence number (breaks ties), thread id."""


class UpdateOrder:
    """Ascending by last change; lists are read from the end, newest first."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def __len__(self) -> int:
        return len(self._places)

    def put(self, place: Place) -> None:
        """Add a thread; the usual place is the end, which costs nothing."""
        insort(self._places, place)

    def move(self, old: Place, new: Place) -> None:
        """The thread changed."""
        del self._places[bisect_left(self._places, old)]
        self.put(new)

    def newest_first(self, *, before: Place | None = None) -> Iterator[Place]:
        """Places from the newest, or from just below `before`."""
        start = len(self._places) if before is None else bisect_left(self._places, before)
        for position in range(start - 1, -1, -1):
            yield self._places[position]
