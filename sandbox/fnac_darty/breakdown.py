"""How faults read in this service's words: refusals, and a list with an item twice."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from werkzeug.wrappers import Response

from sandbox.answers import as_html
from sandbox.breakdown import retry_after
from sandbox.faults import Fault
from sandbox.fnac_darty.answers import as_xml
from sandbox.fnac_darty.documents import answer, error, local_name
from sandbox.fnac_darty.settings import Settings

_LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Connexion</title></head><body>Connectez-vous</body></html>"
_ITEMS = ("message", "order", "incident")


def _refused(service: str, settings: Settings, code: str, message: str) -> Response:
    return as_xml(answer(service, "ERROR", error(code, message)), settings)


def _throttle(service: str, settings: Settings, fault: Fault) -> Response:
    headers = retry_after(fault, datetime.now(UTC))
    return Response(b"" if fault.body == "empty" else b"Too many requests", 429, headers)


def _server_error(service: str, settings: Settings, fault: Fault) -> Response:
    """500 and nothing, or a FATAL answer in the service's own words."""
    if fault.body == "empty":
        return Response(b"", 500)
    return as_xml(answer(service, "FATAL", error("", "An unexpected error occurred", "FATAL")), settings)


def _expired(service: str, settings: Settings, fault: Fault) -> Response:
    return _refused(service, settings, "ERR_097", "Authentication failed")


def _forbidden(service: str, settings: Settings, fault: Fault) -> Response:
    return _refused(service, settings, "ERR_TEST_NOT_ALLOWED", "This partner is not allowed here")


_REFUSALS: dict[str, Callable[[str, Settings, Fault], Response]] = {
    "throttle": _throttle,
    "server_error": _server_error,
    "login_page": lambda service, settings, fault: as_html(_LOGIN_PAGE),
    "expired_key": _expired,
    "missing_right": _forbidden,
}


def refusal(service: str, settings: Settings, fault: Fault) -> Response:
    """What the fault answers instead of doing anything; KeyError for a kind that does not refuse."""
    return _REFUSALS[fault.kind](service, settings, fault)


def duplicated(response: Response) -> Response:
    """The first item of a list comes again behind it."""
    root = etree.fromstring(response.get_data().strip())
    first: Any = next((child for child in root if local_name(child) in _ITEMS), None)
    if first is not None:
        root.append(deepcopy(first))
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, response.status_code, content_type=response.content_type)
