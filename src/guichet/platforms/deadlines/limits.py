"""The marketplaces' own limits, from `deadlines.csv`, each with where it is written."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from guichet.platforms.deadlines.calendars import Calendar

_CALENDAR_WORDS = {
    Calendar.EVERY_DAY: "every day counted",
    Calendar.SWEDISH_WORKING_DAYS: "weekends and Swedish public holidays left out",
    Calendar.TOLD: "told by the marketplace for each discussion",
}


@dataclass(frozen=True, slots=True)
class ReplyLimit:
    """How long a marketplace gives for an answer.

    `marketplace` is a catalogue code, or the start of one before `*`. `hours` is None where the marketplace
    tells each deadline itself; `running_hours` is for a case that the seller has answered before, where it
    differs. `source` is an address, empty where there is no public one, `where` says it in words, and
    `quoted_on` when it was read.
    """

    marketplace: str
    hours: int | None
    running_hours: int | None
    calendar: Calendar
    source: str
    where: str
    quoted_on: date

    @property
    def longest(self) -> int | None:
        """The longest time in hours that the marketplace ever gives; None where that is not known."""
        return None if self.hours is None else max(self.hours, self.running_hours or 0)

    @property
    def words(self) -> str:
        """24 hours, every day counted."""
        if self.hours is None:
            return _CALENDAR_WORDS[self.calendar].capitalize()
        running = f", {self.running_hours} hours on a running case" if self.running_hours else ""
        return f"{self.hours} hours{running}, {_CALENDAR_WORDS[self.calendar]}"

    def within(self, *, is_running: bool) -> timedelta | None:
        """The time for this answer; None where the marketplace tells each deadline itself."""
        hours = self.running_hours if is_running and self.running_hours else self.hours
        return None if hours is None else timedelta(hours=hours)


@cache
def limits() -> tuple[ReplyLimit, ...]:
    """All that are known."""
    text = files("guichet.platforms.deadlines").joinpath("deadlines.csv").read_text(encoding="utf-8")
    return tuple(_limit(row) for row in csv.DictReader(text.splitlines()))


@cache
def limit_of(marketplace: str) -> ReplyLimit | None:
    """The limit of a catalogue code; None where no figure is known."""
    return next((limit for limit in limits() if fnmatchcase(marketplace, limit.marketplace)), None)


def _limit(row: dict[str, str]) -> ReplyLimit:
    return ReplyLimit(
        marketplace=row["marketplace"],
        hours=int(row["hours"]) if row["hours"] else None,
        running_hours=int(row["running_hours"]) if row["running_hours"] else None,
        calendar=Calendar(row["calendar"]),
        source=row["source"],
        where=row["where"],
        quoted_on=date.fromisoformat(row["quoted_on"]),
    )
