"""GraphiQL and Voyager inside the shell, with every file served by us."""

from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.viewer import Viewer
from guichet.web.gate import members_only
from guichet.web.playground.examples import examples
from guichet.web.shell.shell import shell_of

# Both editors write their own styles, GraphiQL carries its fonts, and Voyager draws with WebAssembly in a
# worker. Scripts still come from here alone, and nothing is loaded from or sent to any other host (CSP 3).
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "worker-src 'self' blob:",
        "connect-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
TAKEN_OVER = "guichet/vendor/taken.json"


@require_safe
@members_only
def playground(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Write queries and see their answers, by the session or by a pasted token."""
    return _page(request, viewer, "playground", examples=examples())


@require_safe
@members_only
def voyager(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The schema as a graph."""
    return _page(request, viewer, "voyager")


def _page(request: HttpRequest, viewer: Viewer, name: str, **more: Any) -> HttpResponse:
    context = {
        "shell": shell_of(request, viewer, "api"),
        "tab": name,
        "endpoint": request.build_absolute_uri("/graphql"),
        "is_there": finders.find(TAKEN_OVER) is not None,
        **more,
    }
    response = render(request, f"guichet/playground/{name}.html", context)
    response["Content-Security-Policy"] = POLICY
    return response
