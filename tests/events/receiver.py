"""Somebody outside who is told: an HTTP server that keeps what it hears and answers as it is asked to."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

Answer = int | tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Call:
    """One POST as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def payload(self) -> dict[str, Any]:
        """The body, read."""
        read: dict[str, Any] = json.loads(self.body)
        return read

    @property
    def subject(self) -> str:
        """The discussion or channel that it is about; empty for a test."""
        data = self.payload["data"]
        return str(data.get("discussion", data.get("channel", {})).get("id", ""))


@dataclass
class Receiver:
    """Where to reach it, what it heard, and how it answers: `answer` is given each call."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answer: Callable[[Call], Answer] = lambda call: 204
    seconds: float = 0.0
    connections: int = 0
    lock: Lock = field(default_factory=Lock)

    @property
    def kinds(self) -> list[str]:
        """What it was told, in the order of its coming."""
        return [call.payload["type"] for call in self.calls]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a free port."""
    here = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            with here.lock:
                here.connections += 1

        def do_POST(self) -> None:
            call = Call(dict(self.headers.items()), self.rfile.read(int(self.headers["Content-Length"])))
            with here.lock:
                here.calls.append(call)
                given = here.answer(call)
            if here.seconds:
                time.sleep(here.seconds)
            status, headers = given if isinstance(given, tuple) else (given, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
