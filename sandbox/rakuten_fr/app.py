"""The service: a call is logged, meets its faults, is let in, and is answered."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from sandbox.answers import as_html
from sandbox.breakdown import strike_after, strike_before
from sandbox.calls import Call, CallLog
from sandbox.faults import FaultPlan
from sandbox.rakuten_fr import breakdown
from sandbox.rakuten_fr.answers import as_xml
from sandbox.rakuten_fr.errors import ServiceError
from sandbox.rakuten_fr.letting_in import SECRETS, let_in, parameters
from sandbox.rakuten_fr.routes import ACTIONS, PATH
from sandbox.rakuten_fr.settings import Settings
from sandbox.rakuten_fr.state.store import State

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

UNKNOWN = "unknown"


class Api:
    """Everything outside /_sandbox/. `said` holds answers given byte by byte, by action."""

    def __init__(self, state: State, settings: Settings, faults: FaultPlan, calls: CallLog) -> None:
        self.state = state
        self.settings = settings
        self.faults = faults
        self.calls = calls
        self.said: dict[str, list[bytes]] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer; raises `DroppedError` when a fault cuts the connection."""
        request = Request(environ)
        return self._respond(request)(environ, start_response)

    def _respond(self, request: Request) -> Response:
        if request.path != PATH:
            return as_html("<html><body>404 - Page introuvable</body></html>", 404)
        if request.method not in ("GET", "POST"):
            return as_html("<html><body>405</body></html>", 405)
        values = parameters(request.query_string.decode("latin-1"))
        action = values.get("action", "")
        shown = {name: value for name, value in values.items() if name not in SECRETS}
        endpoint = action if action in ACTIONS else UNKNOWN
        respond = partial(self._with_faults, request, values)
        return self.calls.logged(self.state.now(), endpoint, request, shown, respond)

    def _with_faults(self, request: Request, values: Mapping[str, str], call: Call) -> Response:
        refuse = partial(breakdown.refusal, self.settings)
        if (refusal := strike_before(self.faults, call, request, refuse)) is not None:
            return refusal
        try:
            response = as_xml(self._answer(request, values, call.endpoint))
        except ServiceError as error:
            return as_xml(error.document(), self.settings.error_status)
        return strike_after(self.faults, call, request, response, breakdown.duplicated)

    def _answer(self, request: Request, values: Mapping[str, str], endpoint: str) -> bytes:
        # Everything travels in the query; what stands in a body is not looked at.
        ask = let_in(request.query_string.decode("latin-1"), values, self.state, self.settings)
        answer = ACTIONS[endpoint](ask)
        with self.state.lock:
            waiting = self.said.get(endpoint)
            return waiting.pop(0) if waiting else answer
