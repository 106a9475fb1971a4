"""Dates as the service writes them: French local time with its offset, in whole seconds."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_HOME = ZoneInfo("Europe/Paris")


def written(moment: datetime) -> str:
    """2026-11-23T10:41:07+01:00."""
    return moment.astimezone(_HOME).replace(microsecond=0).isoformat()


def read(text: str) -> datetime:
    """An xs:dateTime; without an offset it is French local time."""
    moment = datetime.fromisoformat(text.strip())
    return (moment.replace(tzinfo=_HOME) if moment.tzinfo is None else moment).astimezone(UTC)


def to_seconds(moment: datetime) -> datetime:
    """The service knows no finer time."""
    return moment.astimezone(UTC).replace(microsecond=0)
