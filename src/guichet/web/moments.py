"""Times as the reader says them: in the active time zone, in the reader's locale."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.web.reading import locale

# CLDR has no full date without its year, and its skeletons do not always spell the names out.
_YEAR_AT_END = re.compile(r"(\s+'de')?[\s,]+y$")


def clock(moment: datetime) -> str:
    """09:31."""
    return f"{timezone.localtime(moment):%H:%M}"


def in_list(moment: datetime, now: datetime) -> str:
    """The time today, the weekday this week, then day and month, with the year once it is another."""
    day, today = timezone.localdate(moment), timezone.localdate(now)
    if day == today:
        return clock(moment)
    if timedelta(0) < today - day < timedelta(days=7):
        return _day(day, "EEE", locale())
    return _day_month(day, today)


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
    local = timezone.localtime(moment)
    return f"{_day(local.date(), 'long', locale())}, {local:%H:%M:%S} {local.tzname()}"


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
