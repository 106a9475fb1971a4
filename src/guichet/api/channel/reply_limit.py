"""How long an answer may take."""

from datetime import date
from enum import Enum

import strawberry

from guichet.platforms.deadlines import Calendar, limit_of


@strawberry.enum(description="Which days count towards a limit.")
class ReplyCalendar(Enum):
    """The calendars of the data."""

    EVERY_DAY = strawberry.enum_value("EVERY_DAY", description="All of them.")
    SWEDISH_WORKING_DAYS = strawberry.enum_value(
        "SWEDISH_WORKING_DAYS", description="All but weekends and Sweden's public holidays."
    )
    TOLD = strawberry.enum_value(
        "TOLD", description="The marketplace tells the deadline of each discussion itself."
    )


@strawberry.type(description="The time that a marketplace gives for an answer, with where it is written.")
class ReplyLimit:
    """A line of `platforms/deadlines/deadlines.csv`."""

    hours: int | None = strawberry.field(description="Null where the marketplace tells each deadline itself.")
    running_hours: int | None = strawberry.field(
        description="For a case that the seller has answered before, where it differs."
    )
    calendar: ReplyCalendar = strawberry.field(description="Which days count.")
    source: str | None = strawberry.field(description="The address where it is written, if it is public.")
    where: str = strawberry.field(description="Where it is written, in words.")
    quoted_on: date = strawberry.field(description="When it was read there.")


def reply_limit(marketplace: str) -> ReplyLimit | None:
    """The limit of a marketplace; None where no figure is known."""
    found = limit_of(marketplace)
    if found is None:
        return None
    return ReplyLimit(
        hours=found.hours,
        running_hours=found.running_hours,
        calendar=ReplyCalendar(Calendar(found.calendar).value),
        source=found.source or None,
        where=found.where,
        quoted_on=found.quoted_on,
    )
