"""Where a channel stands: between two passes, or inside one.

The position follows the marketplace's own times of change, never our clock alone, so that clocks that differ
by an hour lose nothing. What is far back is read in weeks, the newest first, with a look at what is new
between two of them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from guichet.platforms.fields import Fields, load
from guichet.platforms.fnac_darty.windows import Window

# A message may become readable somewhat after its own time of change.
OVERLAP = timedelta(minutes=15)
# Where nothing was said for long, the position follows the clocks at this distance.
QUIET = timedelta(days=1)
# How long a span may be asked for is unknown; a week is what sellers' tools ask for.
WEEK = timedelta(days=7)
_TOO_LONG = WEEK + timedelta(days=1)
_MOST_SEEN = 500

Seen = Mapping[str, int]
"""Fingerprints of messages, with their time of change in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """New messages are read from `since` on; `floor` to `top` is older and still to be read."""

    since: datetime
    seen: Seen = field(default_factory=dict)
    floor: datetime | None = None
    top: datetime | None = None
    window: Window | None = None
    newest: datetime | None = None

    def begun(self, now: datetime) -> "Cursor":
        """Inside a pass: as it is, or at the beginning of a new one."""
        if self.window is not None:
            return self
        if now - self.since <= _TOO_LONG:
            return replace(self, window=Window.over(self.since, None))
        # After a long silence, or at the very beginning.
        recent, floor = now - WEEK, min(self.since, self.floor or self.since)
        top = max(recent, self.top or recent)
        return Cursor(recent, self.seen, floor, top, Window.over(recent, None))

    def noted(self, changes: Seen) -> "Cursor":
        """With messages taken in; only those of the newest span are worth remembering."""
        if self.window is None or self.window.high is not None or not changes:
            return self
        latest = datetime.fromtimestamp(max(changes.values()), UTC)
        return replace(self, seen={**self.seen, **changes}, newest=max(latest, self.newest or latest))

    def closed(self, earlier: datetime, later: datetime) -> "Cursor":
        """Behind a finished span; `earlier` and `later` are the clocks here and there, in this order."""
        if self.window is not None and self.window.high is not None:
            return self._older_done(self.window)
        since = max(self.since, earlier - QUIET)
        if self.newest is not None:
            # A time of change in the future must not hide what is written until then.
            since = max(since, min(self.newest, later) - OVERLAP)
        kept = sorted(((at, mark) for mark, at in self.seen.items() if at >= since.timestamp()), reverse=True)
        seen = {mark: at for at, mark in kept[:_MOST_SEEN]}
        return Cursor(since, seen, self.floor, self.top, self._next_older())

    def _next_older(self) -> Window | None:
        if self.floor is None or self.top is None:
            return None
        return Window.over(max(self.floor, self.top - WEEK), self.top)

    def _older_done(self, done: Window) -> "Cursor":
        if self.floor is None or done.low <= self.floor:
            return replace(self, floor=None, top=None, window=None)
        return replace(self, top=done.low, window=Window.over(self.since, None))

    def to_json(self) -> str:
        """The text the engine keeps."""
        values: dict[str, object] = {
            "since": _text(self.since),
            "floor": _text(self.floor),
            "top": _text(self.top),
            "newest": _text(self.newest),
            "seen": dict(self.seen),
        }
        if self.window is not None:
            low, high, at = self.window.low, self.window.high, self.window.at
            values |= {"low": _text(low), "high": _text(high), "at": _text(at)}
            values |= {"page": self.window.page, "size": self.window.size}
        return json.dumps({name: value for name, value in values.items() if value is not None})

    @classmethod
    def read(cls, text: str | None, since: datetime) -> "Cursor":
        """The cursor kept, or the beginning; what cannot be read begins again, since upserts are harmless."""
        try:
            kept = Fields.of(load((text or "").encode()), "cursor")
        except ValueError:
            return cls(since)
        return cls(
            since=kept.moment("since") or since,
            seen=_seen(kept.child("seen")),
            floor=kept.moment("floor"),
            top=kept.moment("top"),
            window=_window(kept),
            newest=kept.moment("newest"),
        )


def _window(kept: Fields) -> Window | None:
    low, at = kept.moment("low"), kept.moment("at")
    page, size = kept.whole("page"), kept.whole("size")
    if low is None or at is None or page is None or size is None:
        return None
    return Window(low, kept.moment("high"), at, page, size)


def _seen(kept: Fields) -> Seen:
    return {mark: at for mark in kept.values if (at := kept.whole(mark)) is not None}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
