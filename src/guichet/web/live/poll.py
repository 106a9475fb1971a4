"""The question that every open page asks again and again: has anything changed?

Answered ahead of the other middleware: no template, no messages, no form, no language is needed to say no
(measured: bench/results.md, "Live").
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from guichet.accounts.queries.session_viewer import viewer_of_session
from guichet.accounts.scope import within
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.changes import Changes, changes_since
from guichet.inbox.queries.version import read_version

PATH = "/live"
# On every answer, so that a page's next question reaches back no further than it must.
VERSION_HEADER = "X-Version"
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Next = Callable[[HttpRequest], HttpResponse]


class SignedOut(HttpResponse):
    """Said to a page that was left open after its session ended, once a minute: nothing for the log."""

    status_code = 401
    # What Django looks at before it logs an answer above 399 (django.utils.log.log_response).
    _has_been_logged = True


class LiveMiddleware:
    """Answers GET /live by itself; every other request goes on."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """204 while nothing changed, 200 and which, 401 for those who are not signed in."""
        if request.path_info != PATH:
            return self.get_response(request)
        if request.method != "GET":
            return HttpResponse(status=405, headers=HEADERS | {"Allow": "GET"})
        viewer = viewer_of_session(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
        if viewer is None:
            return SignedOut(headers=HEADERS)
        with within(viewer.account_id):
            return _answer(request.GET, viewer)


def _answer(query: QueryDict, viewer: Viewer) -> HttpResponse:
    try:
        only = UUID(query.get("d")) if "d" in query else None
    except ValueError:
        return HttpResponse(status=400, headers=HEADERS)
    found = changes_since(viewer, read_version(query.get("since")), only)
    headers = HEADERS | {VERSION_HEADER: str(found.version)}
    if found.is_nothing:
        return HttpResponse(status=204, headers=headers)
    return JsonResponse(told(found), headers=headers)


def told(found: Changes) -> dict[str, Any]:
    """The changes as the script reads them."""
    ids = None if found.discussions is None else [str(one) for one in found.discussions]
    return {"version": str(found.version), "changed": ids}
