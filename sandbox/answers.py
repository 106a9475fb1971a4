"""Answers that look the same whoever gives them."""

from werkzeug.wrappers import Response


def as_html(text: str, status: int = 200) -> Response:
    """What a proxy in front of a marketplace answers, and the pages for people."""
    return Response(text, status, content_type="text/html; charset=utf-8")
