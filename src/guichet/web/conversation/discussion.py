"""What is done to a whole discussion from its page: asking the marketplace again, naming a ticket."""

import time
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import no_such_discussion
from guichet.inbox.actions.assign_merchant_id import assign_merchant_id
from guichet.inbox.actions.resync import resync as ask_again
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.back import back, safe_path, to
from guichet.web.conversation.came_from import ASKED
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of


@require_POST
@members_only
def resync(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """Ask the marketplace for this discussion now; the page then tells what comes of it."""
    # Before it is asked: the answer may be there before this page is.
    asked_at = time.time()
    try:
        ask_again(viewer, discussion_id)
    except RefusalError as refusal:
        if refusal.problems[0].code is not ErrorCode.CONFLICT:
            raise
        notices.error(request, refusal.problems[0].message)
        return back(request, f"/d/{discussion_id}")
    path = safe_path(request, request.POST.get("next"), f"/d/{discussion_id}")
    return to(f"{path}{'&' if '?' in path else '?'}{ASKED}={asked_at:.3f}")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def ticket(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> HttpResponse:
    """The merchant's own ticket id: a form of its own without a script, and after an error."""
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise no_such_discussion()
    if request.method != "POST":
        return _form(request, viewer, discussion_id, row.merchant_discussion_id or "")
    given = request.POST.get("ticket", "")
    try:
        assign_merchant_id(viewer, discussion_id, given)
    except RefusalError as refusal:
        if refusal.problems[0].code is ErrorCode.FORBIDDEN:
            raise
        return _form(request, viewer, discussion_id, given, refusal.problems[0].message)
    return back(request, f"/d/{discussion_id}")


def _form(
    request: HttpRequest, viewer: Viewer, discussion_id: UUID, given: str, error: str = ""
) -> HttpResponse:
    page = f"/d/{discussion_id}"
    context = {
        "shell": shell_of(request, viewer, ""),
        "discussion_id": discussion_id,
        "ticket": given,
        "error": error,
        "next": safe_path(request, request.POST.get("next") or request.GET.get("next"), page),
    }
    status = 422 if error else 200
    return render(request, "guichet/conversation/ticket.html", context, status=status)
