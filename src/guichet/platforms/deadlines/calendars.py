"""Which hours count towards a limit."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

import holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = timedelta(days=1)
_SATURDAY = 5


class Calendar(StrEnum):
    """The calendars of `deadlines.csv`."""

    EVERY_DAY = "EVERY_DAY"
    # Days of Stockholm, without Saturdays, Sundays and Sweden's public holidays.
    SWEDISH_WORKING_DAYS = "SWEDISH_WORKING_DAYS"
    # The marketplace tells each deadline itself; a limit beside it counts every day.
    TOLD = "TOLD"


def later(since: datetime, span: timedelta, calendar: Calendar) -> datetime:
    """The moment, in UTC, when `span` of counted time has passed since an aware `since`.

    Counted time is real time: where clocks change, a day has 23 or 25 hours. OverflowError beyond the
    year 9999.
    """
    if calendar is not Calendar.SWEDISH_WORKING_DAYS:
        return since.astimezone(UTC) + span
    return _later_in_sweden(since.astimezone(UTC), span)


def is_working_day(day: date) -> bool:
    """Whether a day counts in Sweden.

    Public holidays are those of the law (1989:253). Midsummer Eve, Christmas Eve and New Year's Eve are not
    among them: where CDON leaves them out too, the deadline shown is a day early, never late.
    """
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def _later_in_sweden(since: datetime, span: timedelta) -> datetime:
    at, left = since, span
    day = since.astimezone(STOCKHOLM).date()
    while True:
        ends = _midnight(day + DAY)
        if is_working_day(day):
            if ends - at >= left:
                return at + left
            left -= ends - at
        at, day = ends, day + DAY


def _midnight(day: date) -> datetime:
    """When a day of Stockholm begins, in UTC."""
    return datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SE", years=year))
