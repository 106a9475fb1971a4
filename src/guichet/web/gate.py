"""The door of every page: who is asking, and what a refusal looks like to a browser."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Person
from guichet.accounts.scope import within
from guichet.accounts.viewer import Viewer
from guichet.web.chosen import viewer_here

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponseBase]

SECURITY = "/settings/security"
# Where somebody may still go who lacks the second factor that their account asks for.
WITHOUT_FACTOR = (SECURITY, "/accounts/")
NEEDS_FACTOR = gettext_lazy(
    "Your company asks everybody for a second step at sign-in. Set up an app or a passkey to go on."
)
SIGNED_OUT = gettext_lazy(
    "You are signed out. Sign in again in another tab; what you typed is kept on this page."
)


def members_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Gives the view its viewer; others are sent to sign in. NOT_FOUND and FORBIDDEN become 404 and 403."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Person):
            return _ask_to_sign_in(request)
        viewer = viewer_here(request, request.user)
        if viewer.needs_factor and not request.path_info.startswith(WITHOUT_FACTOR):
            return _ask_for_factor(request)
        try:
            with within(viewer.account_id):
                return view(request, viewer, *args, **kwargs)
        except RefusalError as refusal:
            raise _for_browsers(refusal) from refusal

    return guarded


def _ask_for_factor(request: HttpRequest) -> HttpResponse:
    """To where a second factor is set up; what was posted is not done."""
    if is_partial(request) or request.method != "GET":
        raise PermissionDenied(str(NEEDS_FACTOR))
    notices.warning(request, str(NEEDS_FACTOR))
    return HttpResponseRedirect(SECURITY)


def is_partial(request: HttpRequest) -> bool:
    """Whether the script asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    if is_partial(request):
        return HttpResponse(str(SIGNED_OUT), status=401, content_type="text/plain; charset=utf-8")
    where = request.get_full_path() if request.method == "GET" else "/"
    target = settings.LOGIN_URL if where == "/" else f"{settings.LOGIN_URL}?{urlencode({'next': where})}"
    return HttpResponseRedirect(target)


def _for_browsers(refusal: RefusalError) -> Exception:
    first = refusal.problems[0]
    match first.code:
        case ErrorCode.NOT_FOUND:
            return Http404(first.message)
        case ErrorCode.FORBIDDEN:
            return PermissionDenied(first.message)
        case _:
            return refusal
