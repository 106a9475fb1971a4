"""Dates as Mirakl writes them and as it accepts them."""

import re
from datetime import UTC, datetime

from sandbox.mirakl.errors import ApiError

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)")


def written(moment: datetime) -> str:
    """UTC with Z; milliseconds are left out when they are zero."""
    moment = moment.astimezone(UTC)
    text = moment.strftime("%Y-%m-%dT%H:%M:%S")
    milliseconds = moment.microsecond // 1000
    return f"{text}.{milliseconds:03d}Z" if milliseconds else f"{text}Z"


def written_or_none(moment: datetime | None) -> str | None:
    """For fields that may be null."""
    return None if moment is None else written(moment)


def to_milliseconds(moment: datetime) -> datetime:
    """Mirakl knows no finer time."""
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


def read(name: str, text: str) -> datetime:
    """The date of query parameter `name`; 400 when it is none.

    A `+` that was not percent-encoded arrives as a space, and is refused like any other non-date.
    """
    if not _DATE.fullmatch(text):
        raise ApiError(400, f"Invalid date for parameter '{name}': expected ISO 8601 with a time zone")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise ApiError(400, f"Invalid date for parameter '{name}'") from error
