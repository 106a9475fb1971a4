"""How long an answer may take on one channel: the marketplace's time, and the seller's own."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.set_reply_within import MAX_HOURS, set_reply_within
from guichet.platforms.deadlines import Calendar, ReplyLimit, limit_of
from guichet.web.back import to
from guichet.web.channels.refused import say
from guichet.web.gate import members_only

CALENDARS = {
    Calendar.EVERY_DAY: _lazy("every day counted"),
    Calendar.SWEDISH_WORKING_DAYS: _lazy("weekends and Swedish public holidays left out"),
    Calendar.TOLD: _lazy("told by the marketplace for each conversation"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """The marketplace's time in words, empty where none is known, and the seller's own in hours."""

    words: str
    source: str
    own: int | None
    longest: int


def limit_shown(channel: Channel) -> Limit:
    """What the page of a channel says and asks for."""
    theirs, own = limit_of(channel.marketplace), channel.reply_within
    return Limit(
        words=_words(theirs) if theirs else "",
        source=theirs.source if theirs else "",
        own=None if own is None else int(own / timedelta(hours=1)),
        longest=(theirs.longest if theirs else None) or MAX_HOURS,
    )


@require_POST
@members_only
def change_limit(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """So many hours; an empty field goes back to the marketplace's own."""
    try:
        hours = _hours(request.POST.get("hours", "").strip())
        set_reply_within(viewer, channel_id, hours)
    except RefusalError as refusal:
        say(request, refusal)
    else:
        notices.success(request, _saved(hours))
    return to(f"/channels/{channel_id}#limit")


def _words(limit: ReplyLimit) -> str:
    calendar = CALENDARS[limit.calendar]
    if limit.hours is None:
        return str(calendar)
    values = {"hours": limit.hours, "running": limit.running_hours, "calendar": calendar}
    if limit.running_hours:
        return _("%(hours)s hours, %(running)s hours on a running case, %(calendar)s") % values
    return _("%(hours)s hours, %(calendar)s") % values


def _hours(typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 6:
        message = _("Type whole hours, such as 12, or leave the field empty.")
        raise refuse(ErrorCode.INVALID, message, "hours")
    return int(typed)


def _saved(hours: int | None) -> str:
    if hours is None:
        return _("Deadlines follow the marketplace’s own time again.")
    words = ngettext("Deadlines are counted by %(hours)s hour now.",
                     "Deadlines are counted by %(hours)s hours now.", hours)  # fmt: skip
    return words % {"hours": hours}
