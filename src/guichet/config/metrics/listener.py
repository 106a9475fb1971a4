"""`/health` and `/metrics` of a part that has no web server of its own: worker, mail."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import close_old_connections, connection

from guichet.config.health import Trouble, said
from guichet.config.metrics.exposition import CONTENT_TYPE, own_figures

OK, FAILING, UNKNOWN = "200 OK", "503 Service Unavailable", "404 Not Found"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    timeout = 10

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Nothing: collectors ask every few seconds."""


@contextmanager
def listening(address: tuple[str, int] | None, trouble: Trouble) -> Iterator[int | None]:
    """Answer at an address for as long as the part runs, and yield the port; OSError where it is taken."""
    if address is None:
        yield None
        return
    with _Server(address, _Silent) as server:
        server.set_app(_application(trouble))
        thread = Thread(target=server.serve_forever, name="health", daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def _application(trouble: Trouble) -> WSGIApplication:
    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        status, content_type, body = _answer(environ.get("PATH_INFO", ""), trouble)
        start(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def _answer(path: str, trouble: Trouble) -> tuple[str, str, bytes]:
    if path == "/metrics":
        return OK, CONTENT_TYPE, own_figures()
    if path != "/health":
        return UNKNOWN, "text/plain", b"Here are /health and /metrics.\n"
    reason = _asked(trouble)
    return OK if reason is None else FAILING, "application/json", json.dumps(said(reason)).encode()


def _asked(trouble: Trouble) -> str | None:
    """With a connection of this thread's own, which ends with it."""
    close_old_connections()
    try:
        return trouble()
    finally:
        connection.close()
