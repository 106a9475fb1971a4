"""A span of days in the reader's zone, as the address bar gives it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.web.moments import day_words

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last one, both included; None leaves that side open."""

    first: date | None = None
    last: date | None = None

    @property
    def after(self) -> datetime | None:
        """The last moment before the span."""
        return None if self.first is None else _midnight(self.first) - TICK

    @property
    def before(self) -> datetime | None:
        """The first moment behind the span."""
        return None if self.last is None else _midnight(self.last + timedelta(days=1))

    @property
    def words(self) -> str:
        """What the closed menu says is set."""
        if self.first and self.last:
            days = {"first": day_words(self.first), "last": day_words(self.last)}
            return _("%(first)s to %(last)s") % days
        if self.first:
            return _("since %(day)s") % {"day": day_words(self.first)}
        return _("until %(day)s") % {"day": day_words(self.last)} if self.last else ""


def day_of(text: str | None) -> date | None:
    """A day as browsers write it (HTML, date input); None for anything else and for absurd years."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2999 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
