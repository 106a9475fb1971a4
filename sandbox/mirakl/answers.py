"""Answers on the wire."""

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response


def as_json(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer in UTF-8, as every endpoint but the downloads gives it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, dict(headers or {}), content_type="application/json;charset=UTF-8")
