"""What one channel must keep to: its marketplace's limit and the seller's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guichet.platforms.deadlines.calendars import Calendar, later
from guichet.platforms.deadlines.limits import ReplyLimit, limit_of


@dataclass(frozen=True, slots=True)
class Terms:
    """The marketplace's limit, if one is known, and the seller's own, if there is one."""

    limit: ReplyLimit | None = None
    own: timedelta | None = None

    @classmethod
    def of(cls, marketplace: str, own: timedelta | None) -> "Terms":
        """The terms of a channel of this marketplace."""
        return cls(limit_of(marketplace), own)

    @property
    def differs_when_running(self) -> bool:
        """Whether it matters that the seller has answered before."""
        return self.limit is not None and self.limit.running_hours is not None

    def due_at(
        self, since: datetime | None, *, told: datetime | None = None, is_running: bool = False
    ) -> datetime | None:
        """The earliest of the deadlines: the one the marketplace tells, by its limit, by the seller's own.

        None where nothing is awaited or no limit is known. The seller's own time is counted in the
        marketplace's calendar.
        """
        if since is None:
            return None
        calendar = self.limit.calendar if self.limit else Calendar.EVERY_DAY
        given = self.limit.within(is_running=is_running) if self.limit else None
        counted = [_later(since, span, calendar) for span in (given, self.own) if span is not None]
        return min((moment for moment in (told, *counted) if moment is not None), default=None)


def _later(since: datetime, span: timedelta, calendar: Calendar) -> datetime | None:
    """A moment at the end of time, which a broken clock may write, has no deadline."""
    try:
        return later(since, span, calendar)
    except OverflowError:
        return None
