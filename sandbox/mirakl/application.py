"""The two faces of the operator: the API, and the control under /_sandbox/."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sandbox.mirakl.app import Api
from sandbox.mirakl.control.routes import control

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from sandbox.mirakl.operator import MiraklOperator


class Application:
    """Anything that is not control is the API's, unknown paths included."""

    def __init__(self, operator: "MiraklOperator") -> None:
        self._api = Api(
            operator.state, operator.settings, operator.catalogue, operator.faults, operator.calls
        )
        self._control = control(operator)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """WSGI."""
        path = environ.get("PATH_INFO", "")
        if path == "/_sandbox" or path.startswith("/_sandbox/"):
            return self._control(environ, start_response)
        return self._api(environ, start_response)
