"""What is text leaves compressed (docs/decisions/0013-compression.md)."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Pictures, papers and archives are compressed already, and a download keeps its length and its ranges.
TEXT = frozenset(
    {
        "application/javascript",
        "application/json",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
    }
)


class CompressionMiddleware(GZipMiddleware):
    """gzip for pages, scripts, styles and drawings.

    Not for an answer that another site made the browser ask for: who can choose a part of a page and watch
    how long it gets could guess the rest of it (BREACH, CVE-2013-3587). Browsers tell by Sec-Fetch-Site
    (https://www.w3.org/TR/fetch-metadata/).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, smaller where that is safe and worth it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        is_part = "Content-Range" in response.headers
        if kind not in TEXT or is_part or request.headers.get("Sec-Fetch-Site") == "cross-site":
            return response
        return super().process_response(request, response)
