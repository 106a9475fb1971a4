"""An act followed and taken back: JSON for the script, a page that draws itself anew without one."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.undo_bulk import may_undo, undo_bulk
from guichet.inbox.models import BulkAct
from guichet.inbox.queries.bulk_acts import bulk_act, is_under_way, outcome_of
from guichet.web.acts.begin import page_of
from guichet.web.acts.words import exactly, undone_words, words_of
from guichet.web.back import safe_path, to
from guichet.web.gate import is_partial, members_only
from guichet.web.inbox.shared import numbers_context
from guichet.web.shell.shell import shell_of

# A page without a script looks again by itself.
LOOK_AGAIN_SECONDS = "2"


@require_safe
@never_cache
@members_only
def act_page(request: HttpRequest, viewer: Viewer, act_id: UUID) -> HttpResponse:
    """How far it is, and a button to take it back."""
    act = bulk_act(viewer, act_id)
    if is_partial(request):
        return JsonResponse(_told(act))
    outcome = outcome_of(act)
    context = {
        "shell": shell_of(request, viewer, ""),
        "act": act,
        "title": words_of(act),
        "total": exactly(act.total),
        "done": exactly(act.done),
        "restored": exactly(act.restored),
        "undone": undone_words(act.restored, outcome.kept),
        "is_under_way": is_under_way(act),
        "may_undo": may_undo(act),
        "next": safe_path(request, request.GET.get("next")),
    }
    response = render(request, "guichet/acts/page.html", context)
    if is_under_way(act):
        response["Refresh"] = LOOK_AGAIN_SECONDS
    return response


@require_POST
@members_only
def undo(request: HttpRequest, viewer: Viewer, act_id: UUID) -> HttpResponse:
    """Take it back."""
    try:
        act = undo_bulk(viewer, act_id)
    except RefusalError as refusal:
        if refusal.problems[0].code is not ErrorCode.CONFLICT:
            raise
        return HttpResponse(refusal.problems[0].message, status=409, content_type="text/plain; charset=utf-8")
    back_to = safe_path(request, request.POST.get("next"))
    if not is_partial(request):
        return to(page_of(act, back_to))
    query = QueryDict(urlsplit(back_to).query)
    numbers = numbers_context(request, viewer, query, is_list=urlsplit(back_to).path == "/")
    drawn = render_to_string("guichet/inbox/numbers.html", numbers, request)
    return JsonResponse(_told(act) | {"numbers": drawn})


def _told(act: BulkAct) -> dict[str, Any]:
    outcome = outcome_of(act)
    return {
        "state": act.state,
        "isUnderWay": is_under_way(act),
        "total": act.total,
        "done": act.done,
        "restored": act.restored,
        "changed": outcome.changed,
        "kept": [str(one) for one in outcome.kept_ids],
        "words": words_of(act),
        "undone": undone_words(act.restored, outcome.kept),
    }
