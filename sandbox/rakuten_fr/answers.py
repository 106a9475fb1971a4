"""Answers on the wire."""

import json
from typing import Any

from werkzeug.wrappers import Response


def as_xml(body: bytes, status: int = 200) -> Response:
    """What every action answers; the charset stands in the document."""
    return Response(body, status, content_type="text/xml")


def as_json(data: Any, status: int = 200) -> Response:
    """What the control answers."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, content_type="application/json;charset=UTF-8")
