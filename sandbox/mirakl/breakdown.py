"""How faults read in Mirakl's words: refusals, and a listing with an entry twice."""

import json
from collections.abc import Callable, Mapping

from werkzeug.wrappers import Response

from sandbox.answers import as_html
from sandbox.breakdown import retry_after
from sandbox.faults import Fault
from sandbox.mirakl.answers import as_json
from sandbox.mirakl.state.store import State

_LOGIN_PAGE = (
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to continue</body></html>"
)


def _refusal(fault: Fault, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    if fault.body == "empty":
        return Response(b"", status, dict(headers or {}))
    return as_json({"message": message, "status": status}, status, headers)


def _throttle(state: State, fault: Fault) -> Response:
    return _refusal(fault, 429, "Too many requests in the last hour", retry_after(fault, state.now()))


_REFUSALS: dict[str, Callable[[State, Fault], Response]] = {
    "throttle": _throttle,
    "server_error": lambda state, fault: _refusal(fault, 500, "An unexpected error occurred"),
    "login_page": lambda state, fault: as_html(_LOGIN_PAGE),
    "expired_key": lambda state, fault: _refusal(fault, 401, "Unauthorized"),
    "missing_right": lambda state, fault: _refusal(fault, 403, "Access is denied"),
}


def refusal(state: State, fault: Fault) -> Response:
    """What the fault answers instead of doing anything; KeyError for a kind that does not refuse."""
    return _REFUSALS[fault.kind](state, fault)


def duplicated(response: Response) -> Response:
    """The first entry of the listing comes again at its end; a file has none."""
    if response.mimetype != "application/json":
        return response
    data = json.loads(response.get_data())
    for name in ("data", "orders", "messages", "reasons", "order_documents"):
        if data.get(name):
            data[name].append(data[name][0])
            break
    return as_json(data, response.status_code)
