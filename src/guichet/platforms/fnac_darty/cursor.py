"""Where a channel stands: between two passes, or inside one.

The position follows the marketplace's own times of change and never our clock, so that clocks that differ by
an hour lose nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from guichet.platforms.fnac_darty.stretches import Stretch

# A message may become readable somewhat after its own time of change.
OVERLAP = timedelta(minutes=15)
# Where spans are asked for week by week, the position also follows the clocks, at this distance.
QUIET = timedelta(days=1)
MOST_SEEN = 5000

Seen = Mapping[str, int]
"""Fingerprints of messages, with their time of change in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """What changed since `since` is new: `top` is the reading of it, `rest` what is older and still unread.

    `seen` are the messages around `since` that are known; `newest` is the newest change met in `top`.
    """

    since: datetime
    seen: Seen = field(default_factory=dict)
    top: Stretch | None = None
    rest: Stretch | None = None
    newest: datetime | None = None
    in_weeks: bool = False

    @property
    def current(self) -> Stretch | None:
        """What to read next; None between two passes."""
        return self.top or self.rest

    def begun(self, now: datetime) -> "Cursor":
        """Inside a pass, with what is new first; what a broken pass left is read after it."""
        return self.turned(now) if self.top else replace(self, top=Stretch(self.since), newest=None)

    def turned(self, later: datetime) -> "Cursor":
        """With a fresh look at what is new before the older part goes on."""
        if self.top is None:
            return replace(self, top=Stretch(self.since), newest=None)
        if self.rest is not None or self.top.at is None:
            return self
        since = self._position(later)
        return replace(self, since=since, rest=self.top, top=Stretch(since), newest=None)

    def moved(self, stretch: Stretch) -> "Cursor":
        """With another place in what is being read."""
        return replace(self, top=stretch) if self.top else replace(self, rest=stretch)

    def noted(self, changes: Seen) -> "Cursor":
        """With messages met; only those around the newest are worth remembering."""
        if self.top is None or not changes:
            return self
        newest = datetime.fromtimestamp(max(changes.values()), UTC)
        newest = max(newest, self.newest or newest)
        recent = (newest - OVERLAP).timestamp()
        kept = [(at, mark) for mark, at in {**self.seen, **changes}.items() if at >= recent]
        kept = sorted(kept, reverse=True)[:MOST_SEEN]
        return replace(self, seen={mark: at for at, mark in kept}, newest=newest)

    def finished(self, earlier: datetime, later: datetime) -> "Cursor":
        """Behind what is being read; `earlier` and `later` are the clocks here and there, in this order."""
        if self.top is None:
            return replace(self, rest=None)
        since = self._position(later)
        if self.in_weeks:
            since = max(since, earlier - QUIET)
        return replace(self, since=since, top=None, newest=None)

    def _position(self, later: datetime) -> datetime:
        # A time of change in the future must not hide what is written until then.
        newest = min(self.newest, later) if self.newest else self.since
        return max(self.since, newest - OVERLAP)
