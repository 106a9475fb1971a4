"""Answers on the wire."""

import json
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from werkzeug.wrappers import Response

from sandbox.fnac_darty.settings import Settings

_XML = "text/xml; charset=utf-8"


def as_xml(root: Any, settings: Settings) -> Response:
    """A document as the service sends it; answers with errors bear the HTTP status of the settings."""
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    if settings.wrong_charset:
        content = content.decode("utf-8").encode("cp1252", "xmlcharrefreplace")
    if settings.leading_lines:
        content = b"\n\n  " + content
    good = root.get("status") in ("OK", "WARNING")
    return Response(content, 200 if good else settings.error_status, content_type=_XML)


def as_given(content: bytes) -> Response:
    """Bytes as a test wants them."""
    return Response(content, 200, content_type=_XML)


def as_json(data: Any, status: int = 200) -> Response:
    """For the control."""
    text = json.dumps(data, ensure_ascii=False)
    return Response(text, status, content_type="application/json; charset=utf-8")
