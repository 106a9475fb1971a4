"""The page of what a person signs in with, and where they are signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from guichet.accounts.queries.factors import factors_of
from guichet.accounts.queries.sessions import sessions_of
from guichet.accounts.viewer import Viewer
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of

PAGE = "/settings/security"


@never_cache
@require_GET
@members_only
def security(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Second steps, passkeys, recovery codes and sessions."""
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "security"),
        "factors": factors_of(viewer),
        "sessions": sessions_of(viewer, request.session.session_key),
        "host": settings.GUICHET_BASE_URL or request.get_host(),
    }
    return render(request, "guichet/security/page.html", context)
