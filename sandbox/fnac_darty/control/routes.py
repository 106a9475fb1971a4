"""Everything under /_sandbox/: JSON for tests, pages and forms for people."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from sandbox.fnac_darty.answers import as_json
from sandbox.fnac_darty.control import faults, people, report, switches, writing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace

Action = Callable[["FnacDartyMarketplace", Request, Mapping[str, Any]], Response]

_ACTIONS: list[tuple[str, str, Action]] = [
    ("GET", "/_sandbox/state", report.show_state),
    ("GET", "/_sandbox/calls", report.show_calls),
    ("DELETE", "/_sandbox/calls", report.forget_calls),
    ("GET", "/_sandbox/faults", faults.show_faults),
    ("POST", "/_sandbox/faults", faults.add_faults),
    ("DELETE", "/_sandbox/faults", faults.clear_faults),
    ("DELETE", "/_sandbox/faults/<int:fault_id>", faults.clear_faults),
    ("POST", "/_sandbox/threads", writing.add_thread),
    ("POST", "/_sandbox/threads/<thread_id>/messages", writing.add_message),
    ("POST", "/_sandbox/threads/<thread_id>/claim", writing.open_claim),
    ("DELETE", "/_sandbox/threads/<thread_id>/claim", writing.close_claims),
    ("POST", "/_sandbox/keys", switches.rotate_key),
    ("POST", "/_sandbox/tokens", switches.kill_tokens),
    ("POST", "/_sandbox/settings", switches.change_settings),
    ("GET", "/_sandbox/", people.list_page),
    ("GET", "/_sandbox/threads/<thread_id>", people.thread_page),
    ("POST", "/_sandbox/forms/message", people.post_message),
    ("POST", "/_sandbox/forms/thread", people.post_thread),
    ("POST", "/_sandbox/forms/fault", people.post_fault),
    ("POST", "/_sandbox/forms/fault-off", people.post_fault_off),
]
_PATHS = Map([Rule(path, methods=[method], endpoint=action) for method, path, action in _ACTIONS])


class Control:
    """The control face of one marketplace."""

    def __init__(self, marketplace: "FnacDartyMarketplace") -> None:
        self._marketplace = marketplace

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """WSGI; what makes no sense gets 400 with a sentence."""
        return self._respond(Request(environ))(environ, start_response)

    def _respond(self, request: Request) -> "WSGIApplication":
        try:
            endpoint, values = _PATHS.bind_to_environ(request.environ).match()
            action: Action = endpoint
            return action(self._marketplace, request, values)
        except HTTPException as error:
            return error
        except KeyError as error:
            return as_json({"message": f"Missing or unknown: {error}"}, 400)
        except (ValueError, TypeError, LookupError) as error:
            return as_json({"message": str(error)}, 400)
