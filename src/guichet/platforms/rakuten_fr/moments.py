"""Dates as Rakuten writes them: `dd/mm/yyyy-HH:MM`, in Paris time as far as anybody knows."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_WRITTEN = re.compile(r"(\d{2})/(\d{2})/(\d{4})-(\d{2}):(\d{2})(?::\d{2})?")
# Their clock may run ahead of ours by this much.
_AHEAD = timedelta(minutes=5)
_WEEKEND = (5, 6)


def moment(text: str | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """A written date in UTC; None for anything else.

    The hour that comes twice in autumn is taken as its later passage unless that is still to come: a reply
    read back must not seem older than its sending.
    """
    found = _WRITTEN.fullmatch((text or "").strip())
    if not found:
        return None
    day, month, year, hour, minute = (int(part) for part in found.groups())
    try:
        local = datetime(year, month, day, hour, minute, tzinfo=zone)
        first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    later = max(first, second) if _comes_twice(first, second, zone) else first
    return later if later <= now + _AHEAD else first


def _comes_twice(first: datetime, second: datetime, zone: ZoneInfo) -> bool:
    """In spring the two readings differ as well, but neither was ever on a clock."""
    wall = {m.astimezone(zone).replace(tzinfo=None, fold=0) for m in (first, second)}
    return first != second and len(wall) == 1


def add_working_days(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time of day so many working days later, Monday to Friday; public holidays are not known."""
    local = start.astimezone(zone)
    while days > 0:
        local += timedelta(days=1)
        days -= local.weekday() not in _WEEKEND
    return local.astimezone(UTC)


def next_full_hour(now: datetime) -> timedelta:
    """How long until the hour is over: their quota is counted by the hour."""
    start = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return start + timedelta(hours=1) - now.astimezone(UTC)
