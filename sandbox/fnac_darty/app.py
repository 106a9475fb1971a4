"""The WSGI application: a call is logged, meets its faults, is validated, let in, and answered."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.breakdown import strike_after, strike_before
from sandbox.calls import CallLog
from sandbox.faults import FaultPlan
from sandbox.fnac_darty import breakdown
from sandbox.fnac_darty.answers import as_given, as_xml
from sandbox.fnac_darty.ask import Ask, Service
from sandbox.fnac_darty.checks import RefusedError, read_request
from sandbox.fnac_darty.documents import answer, error
from sandbox.fnac_darty.services.auth import log_in, shop_of
from sandbox.fnac_darty.services.incidents_query import query_incidents
from sandbox.fnac_darty.services.messages_query import query_messages
from sandbox.fnac_darty.services.messages_update import update_messages
from sandbox.fnac_darty.services.orders_query import query_orders
from sandbox.fnac_darty.settings import Settings
from sandbox.fnac_darty.state.store import State
from sandbox.fnac_darty.summaries import summary

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from sandbox.calls import Call

Respond = Callable[[Request, str], tuple[Response, bool]]
"""Gives the answer, and whether the call was let in: what a fault does afterwards spares refused calls."""

ENTRANCE = "/api.php/"
FILES = "/files/"
QUERIES: dict[str, Service] = {
    "messages_query": query_messages,
    "messages_update": update_messages,
    "orders_query": query_orders,
    "incidents_query": query_incidents,
}
ENDPOINTS = frozenset({"auth", "files", *QUERIES})


class Api:
    """Everything but the control. `given` are answers, byte by byte, that a test wants to be given next."""

    def __init__(self, state: State, settings: Settings, faults: FaultPlan, calls: CallLog) -> None:
        self.state = state
        self.settings = settings
        self.faults = faults
        self.calls = calls
        self.given: dict[str, list[bytes]] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer; raises `DroppedError` when a fault cuts the connection."""
        request = Request(environ)
        request.max_content_length = None
        if request.method == "GET" and request.path.startswith(FILES):
            return self._logged(request, "files", self._file)(environ, start_response)
        service = request.path.removeprefix(ENTRANCE)
        if not request.path.startswith(ENTRANCE) or service not in ENDPOINTS - {"files"}:
            return Response("Not found", 404)(environ, start_response)
        if request.method != "POST":
            return Response("Method not allowed", 405)(environ, start_response)
        if request.mimetype != "text/xml":
            return Response("text/xml is what is taken here", 415)(environ, start_response)
        return self._logged(request, service, self._answer)(environ, start_response)

    def _logged(self, request: Request, service: str, respond: Respond) -> Response:
        told: Mapping[str, str] = {} if service == "files" else summary(request.get_data())
        faced = partial(self._with_faults, request, service, respond)
        return self.calls.logged(self.state.now(), service, request, told, faced)

    def _with_faults(self, request: Request, service: str, respond: Respond, call: "Call") -> Response:
        refuse = partial(breakdown.refusal, service, self.settings)
        if (refusal := strike_before(self.faults, call, request, refuse)) is not None:
            return refusal
        response, is_done = respond(request, service)
        if not is_done:
            return response
        return strike_after(self.faults, call, request, response, breakdown.duplicated)

    def _answer(self, request: Request, service: str) -> tuple[Response, bool]:
        try:
            root = self._done(request, service)
        except RefusedError as refusal:
            root = answer(service, "ERROR", error(refusal.code, refusal.message))
            return as_xml(root, self.settings), False
        if self.given.get(service):
            return as_given(self.given[service].pop(0)), True
        return as_xml(root, self.settings), True

    def _done(self, request: Request, service: str) -> Any:
        document = read_request(service, request.get_data())
        with self.state.lock:
            if service == "auth":
                return log_in(document, self.state, self.settings)
            shop = shop_of(document, self.state)
            ask = Ask(document, self.state, self.settings, shop, request.host_url.rstrip("/"))
            return QUERIES[service](ask)

    def _file(self, request: Request, service: str) -> tuple[Response, bool]:
        """A plain GET, without credentials."""
        file = self.state.files.get(request.path.removeprefix(FILES))
        if file is None:
            return Response("Not found", 404), False
        return Response(file.content, 200, content_type="application/octet-stream"), True
