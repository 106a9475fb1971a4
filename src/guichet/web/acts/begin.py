"""From a form of the list to an act: the ticked ones, or all that match."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict

from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.change_many import change_all_matching, change_many
from guichet.inbox.bulk_change import Change
from guichet.inbox.models import BulkAct
from guichet.web.acts.words import words_of
from guichet.web.back import safe_path, to
from guichet.web.gate import is_partial
from guichet.web.inbox.asked import asked_of
from guichet.web.inbox.shared import done, ids_of

ACT_HEADER = "X-Act"


def begun(request: HttpRequest, viewer: Viewer, change: Change) -> BulkAct:
    """The act; with `all` it is for the list that the form's `next` leads to. RefusalError as there."""
    if request.POST.get("all") != "1":
        return change_many(viewer, ids_of(request.POST), change)
    address = urlsplit(safe_path(request, request.POST.get("next")))
    return change_all_matching(viewer, asked_of(QueryDict(address.query), viewer).filter(), change)


def answer(request: HttpRequest, viewer: Viewer, act: BulkAct) -> HttpResponse:
    """Numbers and the act's id for the script; without one, back to the list, or to the act's own page."""
    if not is_partial(request) and act.filter is not None:
        return to(page_of(act, safe_path(request, request.POST.get("next"))))
    response = done(request, viewer, words_of(act))
    response[ACT_HEADER] = str(act.pk)
    return response


def page_of(act: BulkAct, back_to: str) -> str:
    """The address of an act, with the way back to its list."""
    query = QueryDict(mutable=True)
    query["next"] = back_to
    return f"/acts/{act.pk}?{query.urlencode(safe='/')}"
