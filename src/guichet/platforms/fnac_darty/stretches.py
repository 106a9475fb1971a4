"""A stretch of time, read from its newest change downwards.

Each page begins where the last one ended, so that a message which changes while the pages are read moves out
at the top and pushes no other one out of sight. Whether the bounds of a query belong to it is unknown: a
second is added on both sides, and what comes twice is known by its fingerprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from guichet.platforms.fnac_darty.paging import SIZES, smaller

SECOND = timedelta(seconds=1)
# What sellers' tools ask for at once, should a longer span be refused.
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Down to `floor`; read down to `at` (None: nothing is read yet), and behind it up to `page`."""

    floor: datetime
    at: datetime | None = None
    page: int = 1
    size: int = SIZES[0]

    def low(self, now: datetime, *, in_weeks: bool) -> datetime:
        """How far down the next query reaches."""
        return max(self.floor, (self.at or now) - WEEK) if in_weeks else self.floor

    @property
    def high(self) -> datetime | None:
        """The upper bound of the next query; None for whatever is newest."""
        return None if self.at is None else self.at + SECOND

    def below(self, changes: Sequence[datetime]) -> "Stretch":
        """What is left below a page with these times of change.

        Where the last one is no lower than what was read before, or where the order that was asked for is
        not kept, the page's number counts on.
        """
        is_lower = bool(changes) and (self.at is None or changes[-1] < self.at)
        if is_lower and list(changes) == sorted(changes, reverse=True):
            return Stretch(self.floor, changes[-1])
        return replace(self, page=self.page + 1)

    def finer(self) -> "Stretch | None":
        """The same place in smaller pages; None where a page is one message already."""
        size = smaller(self.size)
        if size is None:
            return None
        return replace(self, size=size, page=(self.page - 1) * self.size // size + 1)
