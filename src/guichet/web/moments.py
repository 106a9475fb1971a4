"""Times as the reader says them: in the active time zone, in the reader's locale."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_skeleton, format_time
from django.utils import timezone

from guichet.web.reading import locale


def clock(moment: datetime) -> str:
    """09:31."""
    return format_time(timezone.localtime(moment), "HH:mm", locale=locale())


def in_list(moment: datetime, now: datetime) -> str:
    """The time today, the weekday this week, then day and month, with the year once it is another."""
    day, today = timezone.localdate(moment), timezone.localdate(now)
    if day == today:
        return clock(moment)
    if timedelta(0) < today - day < timedelta(days=7):
        return format_date(day, "EEE", locale=locale())
    return _day_month(day, today)


def day_title(day: date, today: date) -> str:
    """Today, Yesterday, then Saturday 21 November, with the year once it is another."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return format_date(day, "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y", locale=locale())


def day_words(day: date) -> str:
    """16 Nov, with the year once it is another."""
    return _day_month(day, timezone.localdate())


def short(moment: datetime) -> str:
    """16 Nov 2026, 20:44."""
    return format_datetime(timezone.localtime(moment), "d MMM y, HH:mm", locale=locale())


def exact(moment: datetime) -> str:
    """23 November 2026, 09:48:10 CET: for tooltips."""
    local = timezone.localtime(moment)
    return f"{format_datetime(local, 'd MMMM y, HH:mm:ss', locale=locale())} {local.tzname()}"


def ago(moment: datetime, now: datetime) -> str:
    """just now, 2 min ago; Today 08:47 after an hour, 16 Nov, 20:44 after today."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    day, today = timezone.localdate(moment), timezone.localdate(now)
    return f"today {clock(moment)}" if day == today else f"{_day_month(day, today)}, {clock(moment)}"


def ahead(moment: datetime, now: datetime) -> str:
    """now, in 40 s, in 4 min; the time of day beyond an hour."""
    seconds = int((moment - now).total_seconds())
    if seconds <= 0:
        return "now"
    if seconds < 60:
        return f"in {seconds} s"
    return f"in {seconds // 60} min" if seconds < 3600 else f"at {clock(moment)}"


def _day_month(day: date, today: date) -> str:
    skeleton = "MMMd" if day.year == today.year else "yMMMd"
    return format_skeleton(skeleton, day, locale=locale())
