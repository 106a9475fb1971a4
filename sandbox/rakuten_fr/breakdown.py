"""Turn a fault into what goes, or does not go, over the wire: the common menu in Rakuten's words."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from werkzeug.wrappers import Request, Response

from sandbox.faults import Fault, Hit
from sandbox.faults.wait import wait_for_latency, wait_until_given_up
from sandbox.rakuten_fr.answers import as_html, as_xml
from sandbox.rakuten_fr.errors import (
    ServiceError,
    not_allowed,
    quota_exceeded,
    server_error,
    unknown_login,
)
from sandbox.rakuten_fr.settings import Settings
from sandbox.serving import drop, reset

_PROXY_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>\r\n"
_LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Connexion</title></head><body>Connectez-vous</body></html>"
_ENTRY = re.compile(rb"\n<(item|message|sale)>\n.*?\n</\1>", re.DOTALL)
_MESSAGE = re.compile(rb"\n<(message|mail)>\n.*?\n</\1>", re.DOTALL)


def before(request: Request, hit: Hit, settings: Settings) -> Response | None:
    """What a fault does before anything happened; None to go on."""
    fault = hit.fault
    if fault.kind == "latency":
        wait_for_latency(hit)
        return None
    if fault.kind in ("timeout", "reset"):
        _read_all(request)
    if fault.kind == "timeout":
        wait_until_given_up(hit, request.environ["werkzeug.socket"])
        raise drop(request.environ)
    if fault.kind == "reset":
        raise reset(request.environ)
    return _REFUSALS[fault.kind](fault, settings)


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


def _read_all(request: Request) -> None:
    """With nothing left to read, the client's end of the connection tells whether it still waits."""
    while request.stream.read(1024 * 1024):
        pass


def _refusing(error: Callable[[], ServiceError]) -> Callable[[Fault, Settings], Response]:
    return lambda fault, settings: as_xml(error().document(), settings.error_status)


def _server_error(fault: Fault, settings: Settings) -> Response:
    return Response(b"", 500) if fault.body == "empty" else as_xml(server_error().document(), 500)


def _throttle(fault: Fault, settings: Settings) -> Response:
    """What a proxy in front would say; the service's own quota is `settings.quota_per_hour`."""
    body = b"" if fault.body == "empty" else quota_exceeded().document()
    response = as_xml(body, 429)
    if fault.retry_after is not None:
        later = datetime.now(UTC) + timedelta(seconds=fault.retry_after)
        as_date = format_datetime(later, usegmt=True)
        response.headers["Retry-After"] = as_date if fault.as_date else str(fault.retry_after)
    return response


_REFUSALS: dict[str, Callable[[Fault, Settings], Response]] = {
    "throttle": _throttle,
    "server_error": _server_error,
    "bad_gateway": lambda fault, settings: as_html(_PROXY_PAGE.format("502 Bad Gateway"), 502),
    "login_page": lambda fault, settings: as_html(_LOGIN_PAGE),
    "expired_key": _refusing(unknown_login),
    "missing_right": _refusing(not_allowed),
}


def _truncated(response: Response) -> Response:
    """Half the body under the length of the whole one; the server closes after every answer."""
    whole = response.get_data()
    cut = Response(whole[: len(whole) // 2], response.status_code, content_type=response.content_type)
    cut.automatically_set_content_length = False
    cut.headers["Content-Length"] = str(len(whole) or 1)
    return cut


def _duplicated(response: Response) -> Response:
    """The first entry of a list comes twice in it: an item to do, a message, a sale."""
    whole = response.get_data()
    found = (_MESSAGE if b"<getiteminfosresult" in whole else _ENTRY).search(whole)
    twice = whole if found is None else whole[: found.end()] + found[0] + whole[found.end() :]
    return as_xml(twice, response.status_code)
