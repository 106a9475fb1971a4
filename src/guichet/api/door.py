"""The short way in for programs: a token needs no session, no form, no messages and no language."""

from collections.abc import Callable
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils import translation

from guichet.accounts.signing_in.session_store import SessionStore

PATH = "/graphql"
ENGLISH = "en"
TOKEN_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_OCP_APIM_SUBSCRIPTION_KEY")

Next = Callable[[HttpRequest], HttpResponse]


class DoorMiddleware:
    """Hands a request with a token to the API at once; every other request goes on.

    Ten middlewares less are a tenth of what a list costs. The API refuses in its own words whatever is wrong,
    and answers in English whoever asks.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The API's answer, or another's."""
        if request.path_info != PATH or not any(name in request.META for name in TOKEN_HEADERS):
            return self.get_response(request)
        request.session, request.user = SessionStore(), AnonymousUser()
        request.resolver_match = match = _api()
        with translation.override(ENGLISH):
            response: HttpResponse = match.func(request)
        response.headers["Content-Language"] = ENGLISH
        response.headers["Content-Length"] = str(len(response.content))
        return response


@cache
def _api() -> ResolverMatch:
    return resolve(PATH)
