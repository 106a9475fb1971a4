"""Papers in the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from guichet.web.files.download import POLICY


def shown(pdf: bytes, name: str) -> HttpResponse:
    """A PDF in the browser's own viewer, which may load and run nothing (CSP 3, sandbox)."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=name) or "inline"
    )
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
