"""Everything under /_sandbox/: the common routes, and the way from a path to what it does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from sandbox.control.calls import forget_calls, show_calls
from sandbox.control.faults import FaultSwitch, clear_faults, post_fault_off, show_faults
from sandbox.control.switches import change_settings
from sandbox.control.told import Rehearsal, Told

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

M = TypeVar("M", bound=Rehearsal)
Action = Callable[[M, Request, Mapping[str, Any]], Response | Told]


def paths(faults: FaultSwitch, own: Sequence[tuple[str, str, Action[M]]]) -> Map:
    """The routes of one marketplace: those that all have, and its `own`, as (method, path, action)."""
    common: list[tuple[str, str, Action[M]]] = [
        ("GET", "/_sandbox/calls", show_calls),
        ("DELETE", "/_sandbox/calls", forget_calls),
        ("GET", "/_sandbox/faults", show_faults),
        ("POST", "/_sandbox/faults", faults.add),
        ("DELETE", "/_sandbox/faults", clear_faults),
        ("DELETE", "/_sandbox/faults/<int:fault_id>", clear_faults),
        ("POST", "/_sandbox/settings", change_settings),
        ("POST", "/_sandbox/forms/fault", faults.post),
        ("POST", "/_sandbox/forms/fault-off", post_fault_off),
    ]
    return Map([Rule(path, methods=[method], endpoint=action) for method, path, action in [*common, *own]])


class Control(Generic[M]):
    """The control face of one marketplace; `as_json` writes data and a status the marketplace's way."""

    def __init__(self, marketplace: M, routes: Map, as_json: Callable[[Any, int], Response]) -> None:
        self._marketplace = marketplace
        self._routes = routes
        self._as_json = as_json

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """WSGI; what makes no sense gets 400 with a sentence."""
        return self._respond(Request(environ))(environ, start_response)

    def _respond(self, request: Request) -> "WSGIApplication":
        try:
            return self._act(request)
        except HTTPException as error:
            return error
        except KeyError as error:
            return self._as_json({"message": f"Missing or unknown: {error}"}, 400)
        except (ValueError, TypeError, LookupError) as error:
            return self._as_json({"message": str(error)}, 400)

    def _act(self, request: Request) -> Response:
        endpoint, values = self._routes.bind_to_environ(request.environ).match()
        action: Action[M] = endpoint
        answer = action(self._marketplace, request, values)
        return self._as_json(answer.data, answer.status) if isinstance(answer, Told) else answer
