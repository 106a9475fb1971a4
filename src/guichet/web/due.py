"""How long an answer may still take, in as few letters as can be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Due:
    """`level` is late, soon or empty; `text` is "2 h late", "50 min", "3 h", "4 d"."""

    level: str
    text: str


def due_in(limit: datetime | None, now: datetime) -> Due | None:
    """The chip for a time limit; None where the marketplace sets none."""
    if limit is None:
        return None
    left = limit - now
    if left < timedelta(0):
        return Due("late", f"{_length(-left)} late")
    if HOUR < left < SOON:
        return Due("soon", f"1 h {int(left.total_seconds() // 60) - 60:02d}")
    return Due("soon" if left <= SOON else "", _length(left))


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"
