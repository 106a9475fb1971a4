"""How long a marketplace asks to wait: the Retry-After header (RFC 9110, 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=1)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The wait in a header given in seconds or as a date; None where it is missing or unreadable.

    Never negative and never longer than an hour, so that a mistaken value cannot silence a channel.
    """
    wait = _wait(value.strip(), now) if value else None
    return None if wait is None else min(max(wait, timedelta(0)), LONGEST)


def _wait(value: str, now: datetime) -> timedelta | None:
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:12]), LONGEST.total_seconds()))
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)) - now
