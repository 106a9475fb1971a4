"""How long an answer may still take, in as few letters as can be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from guichet.inbox.due_soon import DUE_SOON
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.web.moments import Reader

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """`level` is late, soon, none or empty; `text` is "2 h late", "50 min", "3 h"; `title` tells the rule."""

    level: str
    text: str
    title: str = ""


def due_of(row: DiscussionRow, now: datetime) -> Due | None:
    """The chip of a discussion; None where nothing is awaited, or where no limit is known."""
    return due_for(row, Reader.at(now))


def due_for(row: DiscussionRow, reader: Reader) -> Due | None:
    """The same for one of many rows."""
    if row.is_waived:
        return Due("none", _("None"), _("Somebody here said that no reply is needed"))
    if row.needs_reply_since is None or row.reply_due_at is None:
        return None
    level, text = _chip(row.reply_due_at - reader.now, reader.language)
    return Due(level, text, _title(reader.language) % {"time": reader.exact(row.reply_due_at)})


def due_in(limit: datetime | None, now: datetime) -> Due | None:
    """The chip for a time limit; None where the marketplace sets none."""
    if limit is None:
        return None
    reader = Reader.at(now)
    level, text = _chip(limit - now, reader.language)
    return Due(level, text, _title(reader.language) % {"time": reader.exact(limit)})


def _chip(left: timedelta, language: str) -> tuple[str, str]:
    """The level and the text."""
    if left < timedelta(0):
        return "late", _late(language, int(-left.total_seconds() // 60))
    minutes = int(left.total_seconds() // 60)
    if HOUR < left < DUE_SOON:
        return "soon", _over_an_hour(language, minutes - 60)
    return "soon" if left <= DUE_SOON else "", _length(language, minutes)


# The language is the active one: it is there so that each has its own words. A page repeats a few of them.
@lru_cache(maxsize=64)
def _title(language: str) -> str:
    return _("Answer by %(time)s")


@lru_cache(maxsize=4096)
def _late(language: str, minutes: int) -> str:
    return _("%(time)s late") % {"time": _length(language, minutes)}


@lru_cache(maxsize=1024)
def _over_an_hour(language: str, minutes: int) -> str:
    return _("1 h %(minutes)s") % {"minutes": f"{minutes:02d}"}


@lru_cache(maxsize=4096)
def _length(language: str, minutes: int) -> str:
    if minutes < 60:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 48 * 60:
        return _("%(count)s h") % {"count": minutes // 60}
    return _("%(count)s d") % {"count": minutes // 1440}
