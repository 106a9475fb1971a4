"""The WSGI application: a call is logged, meets its faults, is let in, and is answered."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from sandbox.breakdown import strike_after, strike_before
from sandbox.calls import CallLog
from sandbox.faults import FaultPlan
from sandbox.mirakl import breakdown
from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.auth import check_right, key_of, shop_of
from sandbox.mirakl.catalogue import Catalogue
from sandbox.mirakl.endpoints.account import get_version
from sandbox.mirakl.errors import ApiError
from sandbox.mirakl.routes import DOWNLOADS, HANDLERS, PATHS
from sandbox.mirakl.settings import Settings
from sandbox.mirakl.state.store import State

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from sandbox.calls import Call


class Api:
    """Everything under /api."""

    def __init__(
        self, state: State, settings: Settings, catalogue: Catalogue, faults: FaultPlan, calls: CallLog
    ) -> None:
        self.state = state
        self.settings = settings
        self.catalogue = catalogue
        self.faults = faults
        self.calls = calls

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer; raises `DroppedError` when a fault cuts the connection."""
        request = Request(environ)
        request.max_content_length = None
        try:
            code, values = PATHS.bind_to_environ(environ).match()
        except HTTPException as error:
            status = error.code or 404
            return as_json({"message": error.name, "status": status}, status)(environ, start_response)
        return self._logged(request, code, values)(environ, start_response)

    def _logged(self, request: Request, code: str, values: Mapping[str, Any]) -> Response:
        respond = partial(self._with_faults, request, code, values)
        return self.calls.logged(self.state.now(), code, request, request.args.to_dict(), respond)

    def _with_faults(self, request: Request, code: str, values: Mapping[str, Any], call: "Call") -> Response:
        refuse = partial(breakdown.refusal, self.state)
        if (refusal := strike_before(self.faults, call, request, refuse)) is not None:
            return refusal
        try:
            response = self._answer(request, code, values)
        except ApiError as error:
            return error.response()
        return strike_after(self.faults, call, request, response, breakdown.duplicated)

    def _answer(self, request: Request, code: str, values: Mapping[str, Any]) -> Response:
        if code == "V01":
            return get_version()
        with self.state.lock:
            key = key_of(self.state, request)
            check_right(key, code)
            shop = shop_of(self.state, key, request)
        if code not in DOWNLOADS and not _accepts_json(request):
            raise ApiError(406, "Not Acceptable")
        ask = Ask(request, self.state, self.settings, self.catalogue, shop, key, values)
        return HANDLERS[code](ask)


def _accepts_json(request: Request) -> bool:
    accepted = request.accept_mimetypes
    return not accepted or accepted.best_match(["application/json"]) is not None
