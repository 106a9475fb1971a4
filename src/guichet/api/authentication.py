"""Who a request is from: a token in a header, or a signed-in person whose browser shows that it meant it."""

from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from guichet.accounts.models import Person
from guichet.accounts.queries.viewer import CHOSEN_ACCOUNT, viewer_of_person, viewer_of_token
from guichet.accounts.tokens import digest_of
from guichet.accounts.viewer import Viewer
from guichet.api.http_refusal import HttpRefusalError
from guichet.api.strangers import hold_back_stranger, note_good, note_wrong

TOKEN_IN_URL = frozenset({"token", "api_key", "apikey", "key", "access_token", "subscription-key"})
# A page of another site cannot send these without a preflight (WHATWG Fetch, CORS-safelisted request-header).
PREFLIGHT_HEADERS = ("X-CSRFToken", "GraphQL-Require-Preflight", "Apollo-Require-Preflight")


def refuse_token_in_url(request: HttpRequest) -> None:
    """HttpRefusalError 400: what is in a URL stays in logs, histories and Referer headers."""
    if any(name.lower() in TOKEN_IN_URL for name in request.GET):
        raise HttpRefusalError(
            400,
            "TOKEN_IN_URL",
            "A token in a URL ends up in logs and browser histories: send it as the header "
            "`Authorization: Bearer TOKEN`, and replace this one if it was real.",
        )


def viewer_of_request(request: HttpRequest) -> Viewer:
    """The viewer; HttpRefusalError 401 without one, 403 when a browser's request may be forged."""
    token = _token(request)
    if token is not None:
        return _viewer_of_token(request, token.strip())
    if not isinstance(request.user, Person):
        raise _unknown()
    _hold_csrf(request)
    viewer = viewer_of_person(request.user, request.session.get(CHOSEN_ACCOUNT))
    if viewer is None:
        message = "You belong to no account yet: ask an owner to add you."
        raise HttpRefusalError(403, "FORBIDDEN", message)
    if viewer.needs_factor:
        raise HttpRefusalError(
            403, "FORBIDDEN", "Set up a second step for your sign-in first: /settings/security."
        )
    return viewer


def _token(request: HttpRequest) -> str | None:
    """The token of either header; None when there is none, so that a session may speak."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.headers.get("Ocp-Apim-Subscription-Key")


def _viewer_of_token(request: HttpRequest, token: str) -> Viewer:
    address, digest = request.META.get("REMOTE_ADDR", ""), digest_of(token)
    hold_back_stranger(address, digest)
    viewer = viewer_of_token(token)
    if viewer is None:
        note_wrong(address)
        raise _unknown()
    note_good(digest)
    return viewer


def _unknown() -> HttpRefusalError:
    """One sentence for no token, a wrong one and a revoked one."""
    return HttpRefusalError(
        401,
        "UNAUTHENTICATED",
        "Send a valid token of Guichet as the header `Authorization: Bearer TOKEN`, or sign in.",
    )


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own check, asked from here because a request with a token needs none."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


def _hold_csrf(request: HttpRequest) -> None:
    is_form = request.content_type == "multipart/form-data"
    if is_form and not any(name in request.headers for name in PREFLIGHT_HEADERS):
        raise _forged()
    check = _CsrfCheck(lambda _: HttpResponseForbidden())
    check.process_request(request)
    if check.process_view(request, lambda _: HttpResponseForbidden(), (), {}) is not None:
        raise _forged()


def _forged() -> HttpRefusalError:
    return HttpRefusalError(
        403,
        "FORBIDDEN",
        "A signed-in browser must send the value of the cookie guichet_csrf as the header X-CSRFToken.",
    )
