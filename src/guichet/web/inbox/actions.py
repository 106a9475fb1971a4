"""What is done to one or many discussions from a list, or to one from its own page."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.errors import ErrorCode as Code
from guichet.accounts.errors import RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.set_read import set_read
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.back import back, safe_path
from guichet.web.gate import is_partial, members_only
from guichet.web.inbox.asked import asked_of
from guichet.web.inbox.listing import totals_of
from guichet.web.inbox.title import here_of
from guichet.web.shell.counted import same_list
from guichet.web.shell.shell import shell_of
from guichet.web.statuses import STATUS_NAMES


@require_POST
@members_only
def change_status(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """One status for all that are ticked."""
    try:
        status = _status(request.POST.get("status"))
        ids = set_status(viewer, ids_of(request.POST), status)
    except RefusalError as refusal:
        return refused(request, refusal)
    words = {"status": STATUS_NAMES[status], "what": counted(ids)}
    return done(request, viewer, _("%(status)s: %(what)s.") % words)


@require_POST
@members_only
def change_read(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Read or unread, for all that are ticked."""
    is_read = request.POST.get("read") == "1"
    try:
        ids = set_read(viewer, ids_of(request.POST), is_read=is_read)
    except RefusalError as refusal:
        return refused(request, refusal)
    sentence = _("Marked read: %(what)s.") if is_read else _("Marked unread: %(what)s.")
    return done(request, viewer, sentence % {"what": counted(ids)})


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


def ids_of(form: QueryDict) -> list[UUID]:
    """What is ticked; RefusalError for nothing and for ids that are none."""
    try:
        ids = [UUID(text) for text in form.getlist("d")]
    except ValueError:
        raise refuse(Code.INVALID, _("One of the ticks has no proper id; reload the page.")) from None
    if not ids:
        raise refuse(Code.REQUIRED, _("Tick at least one discussion first."))
    return ids


def counted(ids: Sequence[UUID]) -> str:
    """2 discussions."""
    return ngettext("%(count)s discussion", "%(count)s discussions", len(ids)) % {"count": len(ids)}


def done(request: HttpRequest, viewer: Viewer, sentence: str) -> HttpResponse:
    """Back to the page; the script gets the numbers that have changed."""
    if not is_partial(request):
        messages.success(request, sentence)
        return back(request)
    address = urlsplit(safe_path(request, request.POST.get("next")))
    asked = asked_of(QueryDict(address.query), viewer)
    shell = shell_of(request, viewer, here_of(asked), asked.store, same_list(asked.filter(), asked.order))
    totals = totals_of(viewer, asked) if address.path == "/" else None
    return render(request, "guichet/inbox/numbers.html", {"shell": shell, "totals": totals})


def refused(request: HttpRequest, refusal: RefusalError) -> HttpResponse:
    """What can be put right is said on the page; the rest is a 404 or a 403."""
    if refusal.problems[0].code not in (Code.INVALID, Code.REQUIRED, Code.TOO_LARGE):
        raise refusal
    sentence = " ".join(problem.message for problem in refusal.problems)
    if is_partial(request):
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    messages.error(request, sentence)
    return back(request)
