"""Answers on the wire."""

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response


def as_json(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer in UTF-8, as every endpoint but the downloads gives it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Half a character has no place in UTF-8, but JSON has an escape for it.
    body = text.encode("utf-8", "backslashreplace")
    return Response(body, status, dict(headers or {}), content_type="application/json;charset=UTF-8")
