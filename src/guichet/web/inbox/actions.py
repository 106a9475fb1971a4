"""What is done to one or many discussions from a list, or to one from its own page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.errors import ErrorCode as Code
from guichet.accounts.errors import RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.bulk_change import to_read, to_status
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.acts.begin import answer, begun
from guichet.web.back import safe_path
from guichet.web.gate import members_only
from guichet.web.inbox.shared import refused
from guichet.web.shell.shell import shell_of
from guichet.web.statuses import STATUS_NAMES


@require_POST
@members_only
def change_status(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """One status for all that are ticked, or for all that match."""
    try:
        act = begun(request, viewer, to_status(_status(request.POST.get("status"))))
    except RefusalError as refusal:
        return refused(request, refusal)
    return answer(request, viewer, act)


@require_POST
@members_only
def change_read(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Read or unread, for all that are ticked, or for all that match."""
    try:
        act = begun(request, viewer, to_read(is_read=request.POST.get("read") == "1"))
    except RefusalError as refusal:
        return refused(request, refusal)
    return answer(request, viewer, act)


@require_safe
@members_only
def choose_status(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """The four statuses of one discussion, where no script opens a menu."""
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise refuse(Code.NOT_FOUND, _("There is no such discussion, or you may not see it."))
    context = {
        "shell": shell_of(request, viewer, row.status.lower()),
        "row": row,
        "statuses": [(s.lower(), name, s == row.status) for s, name in STATUS_NAMES.items()],
        "next": safe_path(request, request.GET.get("next")),
    }
    return render(request, "guichet/inbox/choose_status.html", context)


def _status(given: str | None) -> DiscussionStatus:
    for status in DiscussionStatus:
        if status.value.lower() == given:
            return status
    raise refuse(Code.INVALID, _("Choose open, pending, solved or closed."), "status")
