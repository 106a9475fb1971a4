"""`/metrics` of the web part, and who may read it."""

from ipaddress import ip_address
from secrets import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guichet.config.metrics.exposition import CONTENT_TYPE, all_figures

# A proxy on this machine calls from this machine too, whoever called it.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
CLOSED = (
    "Figures are given to this machine alone, or to whoever sends GUICHET_METRICS_TOKEN as a bearer token "
    "(docs/operations.md).\n"
)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text: what the processes of this machine counted, and what the database knows."""
    if not _may_read(request):
        return HttpResponse(CLOSED, status=403, content_type="text/plain; charset=utf-8")
    return HttpResponse(all_figures(), content_type=CONTENT_TYPE)


def _may_read(request: HttpRequest) -> bool:
    token: str | None = settings.GUICHET_METRICS_TOKEN
    if token is not None:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        return compare_digest(given.encode(), f"Bearer {token}".encode())
    return _is_this_machine(request)


def _is_this_machine(request: HttpRequest) -> bool:
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
