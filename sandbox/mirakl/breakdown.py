"""Turn a fault into what goes, or does not go, over the wire."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.utils import format_datetime

from werkzeug.wrappers import Request, Response

from sandbox.faults import Fault, Hit
from sandbox.faults.wait import wait_for_latency, wait_until_given_up
from sandbox.mirakl.answers import as_html, as_json
from sandbox.mirakl.state.store import State
from sandbox.serving import drop, reset

_PROXY_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>\r\n"
_LOGIN_PAGE = (
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to continue</body></html>"
)


def before(state: State, request: Request, hit: Hit) -> Response | None:
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
    return _REFUSALS[fault.kind](state, fault)


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


def _refusal(fault: Fault, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    if fault.body == "empty":
        return Response(b"", status, dict(headers or {}))
    return as_json({"message": message, "status": status}, status, headers)


def _throttle(state: State, fault: Fault) -> Response:
    headers = {}
    if fault.retry_after is not None:
        later = state.now() + timedelta(seconds=fault.retry_after)
        as_date = format_datetime(later, usegmt=True)
        headers["Retry-After"] = as_date if fault.as_date else str(fault.retry_after)
    return _refusal(fault, 429, "Too many requests in the last hour", headers)


_REFUSALS: dict[str, Callable[[State, Fault], Response]] = {
    "throttle": _throttle,
    "server_error": lambda state, fault: _refusal(fault, 500, "An unexpected error occurred"),
    "bad_gateway": lambda state, fault: as_html(_PROXY_PAGE.format("502 Bad Gateway"), 502),
    "login_page": lambda state, fault: as_html(_LOGIN_PAGE),
    "expired_key": lambda state, fault: _refusal(fault, 401, "Unauthorized"),
    "missing_right": lambda state, fault: _refusal(fault, 403, "Access is denied"),
}


def _truncated(response: Response) -> Response:
    """Half the body under the length of the whole one; the server closes after every answer."""
    whole = response.get_data()
    cut = Response(whole[: len(whole) // 2], response.status_code, content_type=response.content_type)
    cut.automatically_set_content_length = False
    cut.headers["Content-Length"] = str(len(whole) or 1)
    return cut


def _duplicated(response: Response) -> Response:
    """The first entry of the listing comes again at its end."""
    data = json.loads(response.get_data())
    for name in ("data", "orders", "messages", "reasons", "order_documents"):
        if data.get(name):
            data[name].append(data[name][0])
            break
    return as_json(data, response.status_code)
