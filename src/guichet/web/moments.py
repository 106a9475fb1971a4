"""Times as the reader says them: in the active time zone, in the reader's locale."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guichet.web.reading import locale

# CLDR has no full date without its year, and its skeletons do not always spell the names out.
_YEAR_AT_END = re.compile(r"(\s+'de')?[\s,]+y$")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads at a moment, looked up once for all times of a page: Django asks a context for each."""

    now: datetime
    zone: tzinfo
    language: str
    locale: Locale

    @classmethod
    def at(cls, now: datetime) -> "Reader":
        """The active reader."""
        return cls(now, timezone.get_current_timezone(), get_language() or "en", locale())

    def in_list(self, moment: datetime) -> str:
        """As `in_list`."""
        local = moment.astimezone(self.zone)
        day, today = local.date(), self.now.astimezone(self.zone).date()
        if day == today:
            return f"{local.hour:02d}:{local.minute:02d}"
        if timedelta(0) < today - day < timedelta(days=7):
            return _day(day, "EEE", self.locale)
        return _by_skeleton(day, "MMMd" if day.year == today.year else "yMMMd", self.locale)

    def exact(self, moment: datetime) -> str:
        """As `exact`."""
        local = moment.astimezone(self.zone)
        time = f"{local.hour:02d}:{local.minute:02d}:{local.second:02d}"
        return f"{_day(local.date(), 'long', self.locale)}, {time} {local.tzname()}"


def clock(moment: datetime) -> str:
    """09:31."""
    return f"{timezone.localtime(moment):%H:%M}"


def in_list(moment: datetime, now: datetime) -> str:
    """The time today, the weekday this week, then day and month, with the year once it is another."""
    return Reader.at(now).in_list(moment)


def day_title(day: date, today: date) -> str:
    """Today, Yesterday, then Saturday 21 November, with the year once it is another."""
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    pattern = str(locale().date_formats["full"])
    if day.year == today.year:
        pattern = _YEAR_AT_END.sub("", pattern)
    return _day(day, pattern, locale())


def day_words(day: date) -> str:
    """16 Nov, with the year once it is another."""
    return _day_month(day, timezone.localdate())


def short(moment: datetime) -> str:
    """16 Nov 2026, 20:44."""
    return f"{_by_skeleton(timezone.localdate(moment), 'yMMMd', locale())}, {clock(moment)}"


def exact(moment: datetime) -> str:
    """23 November 2026, 09:48:10 CET: for tooltips."""
    return Reader.at(moment).exact(moment)


def ago(moment: datetime, now: datetime) -> str:
    """just now, 2 min ago; Today 08:47 after an hour, 16 Nov, 20:44 after today."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return _("%(minutes)s min ago") % {"minutes": minutes}
    day, today = timezone.localdate(moment), timezone.localdate(now)
    if day == today:
        return _("today %(time)s") % {"time": clock(moment)}
    return f"{_day_month(day, today)}, {clock(moment)}"


def ahead(moment: datetime, now: datetime) -> str:
    """now, in 40 s, in 4 min; the time of day beyond an hour."""
    seconds = int((moment - now).total_seconds())
    if seconds <= 0:
        return _("now")
    if seconds < 60:
        return _("in %(seconds)s s") % {"seconds": seconds}
    if seconds < 3600:
        return _("in %(minutes)s min") % {"minutes": seconds // 60}
    return _("at %(time)s") % {"time": clock(moment)}


def _day_month(day: date, today: date) -> str:
    skeleton = "MMMd" if day.year == today.year else "yMMMd"
    return _by_skeleton(day, skeleton, locale())


# A page of fifty names a handful of days, and Babel takes 50 µs for each.
@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, reader: Locale) -> str:
    return format_date(day, pattern, locale=reader)


@lru_cache(maxsize=4096)
def _by_skeleton(day: date, skeleton: str, reader: Locale) -> str:
    return format_skeleton(skeleton, day, locale=reader)
