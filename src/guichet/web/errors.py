"""Pages of errors: what happened, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404

from guichet.telemetry.correlation import correlation_id


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; the resolver's own words are for developers, ours are shown."""
    sentence = "" if isinstance(exception, Resolver404) else str(exception)
    return render(request, "404.html", {"sentence": sentence}, status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason that the house gave."""
    return render(request, "403.html", {"sentence": str(exception)}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """500, with the number that our log has it under, and no more.

    Drawn without the request: what reads from it (messages, session) may be what failed.
    """
    return HttpResponse(render_to_string("500.html", {"number": correlation_id()}), status=500)
