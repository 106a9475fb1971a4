"""Moments as Fnac and Darty write them (xs:dateTime), and as they take them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from guichet.platforms.fields import Fields

# Recorded answers give French local time with its offset; without one the same is assumed.
_HOME = ZoneInfo("Europe/Paris")
_ONE_DIGIT_HOUR = re.compile(r"(?<=[T ])(\d):")


def moment(fields: Fields, name: str) -> datetime | None:
    """The moment in a field, in UTC; None where there is none. A one-digit hour was seen once."""
    text = fields.text(name)
    try:
        when = datetime.fromisoformat(_ONE_DIGIT_HOUR.sub(r"0\1:", text, count=1)) if text else None
        return None if when is None else _with_zone(when).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _with_zone(when: datetime) -> datetime:
    return when.replace(tzinfo=_HOME) if when.tzinfo is None else when


def wire_moment(when: datetime) -> str:
    """A moment for a request: UTC in whole seconds, with the offset in figures as was seen to be accepted."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
