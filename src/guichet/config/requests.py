"""The frame of every request: one id in the log and in the answer, one count, one time."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guichet.telemetry.correlation import correlated, given_or_new
from guichet.telemetry.counters import REQUEST_SECONDS, REQUESTS

log = logging.getLogger("guichet.requests")

HEADER = "X-Request-ID"
# Asked by every open page, and answered before any address is resolved.
LIVE = "/live"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})

Next = Callable[[HttpRequest], HttpResponse]


class RequestMiddleware:
    """Outermost, so that nothing is answered outside of it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with its id."""
        started = perf_counter()
        with correlated(given_or_new(request.META.get("HTTP_X_REQUEST_ID"))) as identity:
            response = self.get_response(request)
            response.headers[HEADER] = identity
            _note(request, response.status_code, perf_counter() - started)
        return response


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    route = _route(request)
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(method, route, status).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)
    log.info("%s %s %d %d ms", method, route, status, round(seconds * 1000))


def _route(request: HttpRequest) -> str:
    """The pattern of the address, never the address: it may hold an id, a name or a signature."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    if request.path_info == LIVE:
        return LIVE
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"
