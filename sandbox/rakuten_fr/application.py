"""The two faces of the marketplace: the service, and the control under /_sandbox/."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sandbox.rakuten_fr.control.routes import control

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from sandbox.rakuten_fr.marketplace import RakutenMarketplace


class Application:
    """Anything that is not control is the service's, unknown paths included."""

    def __init__(self, marketplace: "RakutenMarketplace") -> None:
        self._api = marketplace.api
        self._control = control(marketplace)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """WSGI."""
        path = environ.get("PATH_INFO", "")
        if path == "/_sandbox" or path.startswith("/_sandbox/"):
            return self._control(environ, start_response)
        return self._api(environ, start_response)
