"""How long ago something was, as the content files write it."""

import re
from datetime import datetime, time, timedelta

_SPAN = re.compile(r"(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?")
_CLOCK = re.compile(r"(\d+)d (\d\d):(\d\d)")


def moment(text: str, now: datetime) -> datetime:
    """The moment written as "40m", "5h", "1d 3h", or "3d 14:20": three days ago at that time of day."""
    if clock := _CLOCK.fullmatch(text):
        days, hour, minute = map(int, clock.groups())
        day = (now - timedelta(days=days)).date()
        return datetime.combine(day, time(hour, minute), now.tzinfo)
    span = _SPAN.fullmatch(text)
    if span is None or not text:
        raise ValueError(f"{text!r} is no age: write 40m, 5h, 2d or 3d 14:20.")
    days, hours, minutes = (int(part or 0) for part in span.groups())
    return now - timedelta(days=days, hours=hours, minutes=minutes)
