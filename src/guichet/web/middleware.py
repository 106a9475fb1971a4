"""What every answer carries: a known host, a strict policy, the reader's time zone and language."""

from collections.abc import Callable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from guichet.accounts.models import Person
from guichet.web.reading import DEFAULT_ZONE, zone_named

ENGLISH = "en"
API_PATH = "/graphql"

Next = Callable[[HttpRequest], HttpResponse]

# https://www.w3.org/TR/CSP3/: everything comes from here, nothing is inline, nobody frames us.
PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Load balancers and collectors ask by address.
ANY_HOST = frozenset({"/health", "/metrics"})


class HostMiddleware:
    """Answers only to the host of GUICHET_BASE_URL (and loopback), where that address is set."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400 and where to go instead, for any other host."""
        base = settings.GUICHET_BASE_URL
        if base and request.path not in ANY_HOST and not _is_ours(request.get_host(), base):
            sentence = f"Guichet does not answer at this address. Open {base} instead.\n"
            return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class PolicyMiddleware:
    """A strict Content-Security-Policy on every answer that has none of its own; pages are never cached."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with its headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        if settings.GUICHET_HSTS:
            response.headers.setdefault("Strict-Transport-Security", settings.GUICHET_HSTS)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # Asked again each time, yet kept in the browser's back button with what was typed.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class ReaderMiddleware:
    """Activates the reader's time zone and language.

    The profile's, else the browser's (the cookie `tz`, `Accept-Language`), else Paris and English. The API
    answers in English whoever asks: its sentences are read by those who write programs, and by their logs.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, in the reader's time and words."""
        person = _person_of(request)
        language = ENGLISH if request.path == API_PATH else _language_of(request, person)
        with timezone.override(_zone_of(request, person)), translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


def _is_ours(host: str, base: str) -> bool:
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return host == urlsplit(base).netloc or name == urlsplit(base).hostname or name in LOOPBACK


def _person_of(request: HttpRequest) -> Person | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, Person) else None


def _zone_of(request: HttpRequest, person: Person | None) -> ZoneInfo:
    chosen = zone_named(person.time_zone) if person else None
    return chosen or zone_named(request.COOKIES.get("tz")) or DEFAULT_ZONE


def _language_of(request: HttpRequest, person: Person | None) -> str:
    return (person.language if person else "") or translation.get_language_from_request(request)
