"""The two faces of the marketplace: the services, and the control under /_sandbox/."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sandbox.fnac_darty.control.routes import control

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace


class Application:
    """Anything that is not control is the services', unknown paths included."""

    def __init__(self, marketplace: "FnacDartyMarketplace") -> None:
        self._api = marketplace.api
        self._control = control(marketplace)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """WSGI."""
        path = environ.get("PATH_INFO", "")
        if path == "/_sandbox" or path.startswith("/_sandbox/"):
            return self._control(environ, start_response)
        return self._api(environ, start_response)
