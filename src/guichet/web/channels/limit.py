"""The seller's own time to answer on one channel."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.set_reply_within import set_reply_within
from guichet.web.back import to
from guichet.web.channels.refused import say
from guichet.web.gate import members_only


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
