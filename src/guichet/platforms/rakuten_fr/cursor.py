"""Where a channel stands. Items that must be read stand in it before they are read.

Reading marks as read over there, and an answer may be lost on its way: what the to-do list names is kept
here first, with the list's own page, and leaves only together with its own answer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from guichet.platforms.fields import Fields, load

# An item that has failed so often is tried less, and no longer waited for.
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """An item on our list. Before `quiet_until` only a new cause makes reading it worthwhile."""

    causes: frozenset[str] = frozenset()
    read_at: datetime | None = None
    active_at: datetime | None = None
    quiet_until: datetime | None = None

    def is_quiet(self, now: datetime) -> bool:
        """Whether it is too early to try again."""
        return self.quiet_until is not None and now < self.quiet_until


@dataclass(frozen=True, slots=True)
class Cursor:
    """`pending` must be read; `tries` counts failures of those; `history` waits for a quiet moment.

    `walk` is where the collection of `history` stands: "" not begun, a token inside, None over. `reads` is
    how many items were read in `hour`.
    """

    since: datetime
    pending: tuple[str, ...] = ()
    tries: Mapping[str, int] = field(default_factory=dict)
    watched: Mapping[str, Watched] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    walk: str | None = ""
    hour: int = 0
    reads: int = 0

    @property
    def has_all(self) -> bool:
        """Whether nothing is left that is worth waiting for; what keeps failing may go on for ever."""
        is_stuck = all(self.tries.get(item, 0) >= PATIENCE for item in self.pending)
        return is_stuck and not self.history and self.walk is None

    def counted(self, now: datetime) -> "Cursor":
        """One more item read in this hour."""
        hour = int(now.timestamp()) // 3600
        return replace(self, hour=hour, reads=self.reads_in(now) + 1)

    def reads_in(self, now: datetime) -> int:
        """How many items were read in the current hour."""
        return self.reads if self.hour == int(now.timestamp()) // 3600 else 0

    def to_json(self) -> str:
        """The text the engine keeps."""
        kept = {
            "since": _seconds(self.since),
            "pending": self.pending,
            "tries": {item: self.tries[item] for item in self.pending if item in self.tries},
            "watched": {item: _listed(watched) for item, watched in self.watched.items()},
            "history": self.history,
            "walk": self.walk,
            "hour": self.hour,
            "reads": self.reads,
        }
        return json.dumps(kept, separators=(",", ":"))

    @classmethod
    def read(cls, text: str | None, since: datetime) -> "Cursor":
        """The cursor kept, or the beginning; what cannot be read begins again, since upserts are harmless."""
        try:
            kept = Fields.of(load((text or "").encode()), "cursor")
        except ValueError:
            return cls(since)
        tries, watched = kept.child("tries"), kept.child("watched")
        walk = kept.values.get("walk", "")
        return cls(
            since=_moment(kept.whole("since")) or since,
            pending=_ids(kept.values.get("pending")),
            tries={item: count for item in tries.values if (count := tries.whole(item))},
            watched={item: _watched(value) for item, value in watched.values.items()},
            history=_ids(kept.values.get("history")),
            walk=walk if walk is None or isinstance(walk, str) else "",
            hour=kept.whole("hour") or 0,
            reads=kept.whole("reads") or 0,
        )


def _listed(watched: Watched) -> list[object]:
    moments = (watched.read_at, watched.active_at, watched.quiet_until)
    return [sorted(watched.causes), *(_seconds(moment) if moment else 0 for moment in moments)]


def _watched(value: Any) -> Watched:
    """Nothing known where it cannot be read: the item is read again."""
    try:
        causes, read_at, active_at, quiet_until = value
        return Watched(
            frozenset(map(str, causes)), _moment(read_at), _moment(active_at), _moment(quiet_until)
        )
    except (TypeError, ValueError, OverflowError, OSError):
        return Watched()


def _ids(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
