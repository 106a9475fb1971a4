"""The audit: who did what, when, from where, before and after; for owners."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.audit_lines import json_lines
from guichet.accounts.queries.audit import (
    actors_known,
    acts_known,
    audit_export,
    audit_page,
    token_names,
)
from guichet.accounts.viewer import Viewer
from guichet.web.audit.asked import asked_of
from guichet.web.audit.line import line_of
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of

AT_ONCE = 50


@require_safe
@members_only
def audit(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The entries that match, newest first."""
    asked = asked_of(request.GET)
    page = audit_page(viewer, asked.filter(), AT_ONCE, asked.before)
    tokens = token_names(viewer, page.entries)
    query = request.GET.copy()
    query.pop("before", None)
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "audit"),
        "asked": asked,
        "lines": [line_of(entry, tokens) for entry in page.entries],
        "older": page.entries[-1].number if page.has_more else None,
        "members": actors_known(viewer),
        "acts": acts_known(viewer),
        "query": query.urlencode(),
    }
    return render(request, "guichet/audit/page.html", context)


@require_safe
@members_only
def audit_download(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The entries that match as JSON lines, the oldest first, streamed."""
    lines = json_lines(audit_export(viewer, asked_of(request.GET).filter()))
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.jsonl"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
