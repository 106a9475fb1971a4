"""Run a rehearsal server in a thread and stop it cleanly, hanging requests included."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_LINGER_OFF = struct.pack("ii", 1, 0)


class DroppedError(ConnectionError):
    """Raised by an application that wants the connection closed without an answer."""


def drop(environ: "WSGIEnvironment") -> DroppedError:
    """The error to raise so that the client sees its connection end without an answer."""
    return DroppedError("closed without an answer")


def reset(environ: "WSGIEnvironment") -> DroppedError:
    """Like `drop`, but the client gets a TCP reset: closing with a zero linger time sends RST."""
    connection: socket.socket = environ["werkzeug.socket"]
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_OFF)
    return DroppedError("reset")


class _Handler(WSGIRequestHandler):
    def connection_dropped(self, error: BaseException, environ: "WSGIEnvironment | None" = None) -> None:
        """Never read a second request from a connection that was given up."""
        self.close_connection = True

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Stay silent: the call log under /_sandbox/ is the record."""


class _Server(ThreadedWSGIServer):
    daemon_threads = True

    def shutdown_request(self, request: Any) -> None:
        """A polite FIN before the close would turn the reset into an ordinary end of stream."""
        linger = request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, len(_LINGER_OFF))
        if linger == _LINGER_OFF:
            self.close_request(request)
        else:
            super().shutdown_request(request)


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that listens: `url` has no trailing slash."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Base address, for example http://127.0.0.1:40123."""
        return f"http://{self.host}:{self.port}"


@contextmanager
def running(
    app: "WSGIApplication", *, host: str = "127.0.0.1", port: int = 0, before_stop: Callable[[], None]
) -> Iterator[RunningServer]:
    """Serve `app` in a thread until the block ends; port 0 picks a free one.

    `before_stop` must let go of every request that is being kept waiting.
    """
    server = _Server(host, port, app, _Handler)
    thread = threading.Thread(
        target=server.serve_forever,
        kwargs={"poll_interval": 0.01},
        name=f"sandbox:{server.port}",
        daemon=True,
    )
    thread.start()
    try:
        yield RunningServer(host, server.port)
    finally:
        server.shutdown()
        before_stop()
        thread.join(timeout=5)
