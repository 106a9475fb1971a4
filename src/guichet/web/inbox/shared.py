"""What all actions of a list share: which ones are ticked, and what is answered."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.accounts.errors import ErrorCode as Code
from guichet.accounts.errors import RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.web.back import back, safe_path
from guichet.web.gate import is_partial
from guichet.web.inbox.asked import asked_of
from guichet.web.inbox.listing import totals_of
from guichet.web.inbox.title import here_of
from guichet.web.shell.counted import same_list
from guichet.web.shell.shell import shell_of


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
    context = numbers_context(request, viewer, QueryDict(address.query), is_list=address.path == "/")
    return render(request, "guichet/inbox/numbers.html", context)


def numbers_context(
    request: HttpRequest, viewer: Viewer, query: QueryDict, *, is_list: bool
) -> dict[str, Any]:
    """The numbers of the menu, and of the list's title where the page is one."""
    asked = asked_of(query, viewer)
    shell = shell_of(request, viewer, here_of(asked), asked.store, same_list(asked.filter(), asked.order))
    return {"shell": shell, "totals": totals_of(viewer, asked, shell.tally) if is_list else None}


def refused(request: HttpRequest, refusal: RefusalError) -> HttpResponse:
    """What can be put right is said on the page; the rest is a 404 or a 403."""
    if refusal.problems[0].code not in (Code.INVALID, Code.REQUIRED, Code.TOO_LARGE):
        raise refusal
    sentence = " ".join(problem.message for problem in refusal.problems)
    if is_partial(request):
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    messages.error(request, sentence)
    return back(request)
