"""Turn a fault into what goes, or does not go, over the wire: the common menu in this service's words."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from werkzeug.wrappers import Request, Response

from sandbox.faults import Fault, Hit
from sandbox.faults.wait import wait_for_latency, wait_until_given_up
from sandbox.fnac_darty.answers import as_html, as_xml
from sandbox.fnac_darty.documents import answer, error, local_name
from sandbox.fnac_darty.settings import Settings
from sandbox.serving import drop, reset

_PROXY_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>\r\n"
_LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Connexion</title></head><body>Connectez-vous</body></html>"
_ITEMS = ("message", "order", "incident")


def before(service: str, settings: Settings, request: Request, hit: Hit) -> Response | None:
    """What a fault does before anything happened; None to go on."""
    fault = hit.fault
    if fault.kind == "latency":
        wait_for_latency(hit)
        return None
    if fault.kind in ("timeout", "reset"):
        request.get_data()
    if fault.kind == "timeout":
        wait_until_given_up(hit, request.environ["werkzeug.socket"])
        raise drop(request.environ)
    if fault.kind == "reset":
        raise reset(request.environ)
    return _REFUSALS[fault.kind](service, settings, fault)


def after(request: Request, response: Response, hit: Hit) -> Response:
    """What a fault makes of an answer whose effect has happened."""
    kind = hit.fault.kind
    if kind == "accepted_then_timeout":
        wait_until_given_up(hit, request.environ["werkzeug.socket"])
        raise drop(request.environ)
    if kind == "accepted_then_reset":
        raise reset(request.environ)
    if kind == "accepted_then_bad_gateway":
        return as_html(_PROXY_PAGE.format("502 Bad Gateway"), 502)
    return _truncated(response) if kind == "truncated" else _duplicated(response)


def _refused(service: str, settings: Settings, code: str, message: str) -> Response:
    return as_xml(answer(service, "ERROR", error(code, message)), settings)


def _throttle(service: str, settings: Settings, fault: Fault) -> Response:
    headers = {}
    if fault.retry_after is not None:
        later = datetime.now(UTC) + timedelta(seconds=fault.retry_after)
        as_date = format_datetime(later, usegmt=True)
        headers["Retry-After"] = as_date if fault.as_date else str(fault.retry_after)
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
    "bad_gateway": lambda service, settings, fault: as_html(_PROXY_PAGE.format("502 Bad Gateway"), 502),
    "login_page": lambda service, settings, fault: as_html(_LOGIN_PAGE),
    "expired_key": _expired,
    "missing_right": _forbidden,
}


def _truncated(response: Response) -> Response:
    """Half the body under the length of the whole one; the server closes after every answer."""
    whole = response.get_data()
    cut = Response(whole[: len(whole) // 2], response.status_code, content_type=response.content_type)
    cut.automatically_set_content_length = False
    cut.headers["Content-Length"] = str(len(whole) or 1)
    return cut


def _duplicated(response: Response) -> Response:
    """The first item of a list comes again behind it."""
    root = etree.fromstring(response.get_data().strip())
    first: Any = next((child for child in root if local_name(child) in _ITEMS), None)
    if first is not None:
        root.append(deepcopy(first))
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, response.status_code, content_type=response.content_type)
