"""The two faces of a rehearsal marketplace: what it rehearses, and the control under /_sandbox/."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Application:
    """Anything that is not control is the API's, unknown paths included."""

    def __init__(self, api: "WSGIApplication", control: "WSGIApplication") -> None:
        self._api = api
        self._control = control

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """WSGI."""
        path = environ.get("PATH_INFO", "")
        if path == "/_sandbox" or path.startswith("/_sandbox/"):
            return self._control(environ, start_response)
        return self._api(environ, start_response)
