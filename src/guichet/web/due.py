"""How long an answer may still take, in as few letters as can be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from guichet.inbox.due_soon import DUE_SOON
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.web.moments import exact

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Due:
    """`level` is late, soon, none or empty; `text` is "2 h late", "50 min", "3 h"; `title` tells the rule."""

    level: str
    text: str
    title: str = ""


def due_of(row: DiscussionRow, now: datetime) -> Due | None:
    """The chip of a discussion; None where nothing is awaited, or where no limit is known."""
    if row.is_waived:
        return Due("none", _("None"), _("Somebody here said that no reply is needed"))
    if row.needs_reply_since is None:
        return None
    return due_in(row.reply_due_at, now)


def due_in(limit: datetime | None, now: datetime) -> Due | None:
    """The chip for a time limit; None where the marketplace sets none."""
    if limit is None:
        return None
    title = _("Answer by %(time)s") % {"time": exact(limit)}
    left = limit - now
    if left < timedelta(0):
        return Due("late", _("%(time)s late") % {"time": _length(-left)}, title)
    if HOUR < left < DUE_SOON:
        minutes = int(left.total_seconds() // 60) - 60
        return Due("soon", _("1 h %(minutes)s") % {"minutes": f"{minutes:02d}"}, title)
    return Due("soon" if left <= DUE_SOON else "", _length(left), title)


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 48 * 60:
        return _("%(count)s h") % {"count": minutes // 60}
    return _("%(count)s d") % {"count": minutes // 1440}
