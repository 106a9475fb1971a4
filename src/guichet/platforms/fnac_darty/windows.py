"""The span of time being read, and how far it is read.

Inside a span the oldest change comes first and each page begins where the last one ended, so that a message
that moves to the end while the pages are read pushes no other one out of sight. Whether the bounds of a query
belong to it is unknown: a second is added on both sides, and what is read twice is known by its fingerprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from guichet.platforms.fnac_darty.paging import SIZES, smaller

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Window:
    """From `low` to `high` (None: to whatever is newest), read up to `at` and to `page` behind it."""

    low: datetime
    high: datetime | None
    at: datetime
    page: int = 1
    size: int = SIZES[0]

    @classmethod
    def over(cls, low: datetime, high: datetime | None) -> "Window":
        """A span of which nothing is read yet."""
        return cls(low, high, low)

    @property
    def since(self) -> datetime:
        """The lower bound to ask for."""
        return self.at - SECOND

    @property
    def until(self) -> datetime | None:
        """The upper bound to ask for."""
        return None if self.high is None else self.high + SECOND

    def onward(self, changes: Sequence[datetime]) -> "Window":
        """What comes behind a page with these times of change.

        Where the last one is no later than what was read before, or where the order that was asked for is
        not kept, the page's number counts on.
        """
        if changes and changes[-1] > self.at and list(changes) == sorted(changes):
            return Window(self.low, self.high, changes[-1])
        return replace(self, page=self.page + 1)

    def finer(self) -> "Window | None":
        """The same place in smaller pages; None where a page is one message already."""
        size = smaller(self.size)
        if size is None:
            return None
        return replace(self, size=size, page=(self.page - 1) * self.size // size + 1)
