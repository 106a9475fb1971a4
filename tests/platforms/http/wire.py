"""A far side that does on the wire exactly what a test tells it to."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Script = Callable[[socket.socket], None]


@dataclass
class Wire:
    """Listens on a free loopback port; every connection runs the script. `requests` are what was read."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    hold: threading.Event = field(default_factory=threading.Event)
    sockets: list[socket.socket] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Base address."""
        return f"http://127.0.0.1:{self.port}"

    def heard(self, number: int = 0) -> str:
        """A request, as text."""
        return self.requests[number].decode("latin-1")


@contextmanager
def wire(script: Callable[[socket.socket, Wire], None]) -> Iterator[Wire]:
    """Serve until the block ends; a script that waits should wait for `wire.hold`."""
    listener = socket.create_server(("127.0.0.1", 0))
    far = Wire(listener.getsockname()[1])
    thread = threading.Thread(target=_accept, args=(listener, far, script), daemon=True)
    thread.start()
    try:
        yield far
    finally:
        far.hold.set()
        for connection in far.sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _accept(listener: socket.socket, far: Wire, script: Callable[[socket.socket, Wire], None]) -> None:
    workers = []
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            break
        far.connections += 1
        far.sockets.append(connection)
        workers.append(threading.Thread(target=_run, args=(connection, far, script), daemon=True))
        workers[-1].start()
    for worker in workers:
        worker.join(5)


def _run(connection: socket.socket, far: Wire, script: Callable[[socket.socket, Wire], None]) -> None:
    with connection, suppress(OSError):
        connection.settimeout(5)
        script(connection, far)


def read_request(connection: socket.socket) -> bytes:
    """One whole request; empty when the other side hung up."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return b""
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    missing = _length(head) - len(body)
    while missing > 0:
        chunk = connection.recv(65536)
        if not chunk:
            return b""
        data, missing = data + chunk, missing - len(chunk)
    return data


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def answering(*answers: bytes) -> Callable[[socket.socket, Wire], None]:
    """A script that keeps the connection and gives the answers one after the other, the last one for ever."""
    remaining = list(answers)

    def script(connection: socket.socket, far: Wire) -> None:
        while request := read_request(connection):
            far.requests.append(request)
            connection.sendall(remaining.pop(0) if len(remaining) > 1 else remaining[0])

    return script


def answer(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    """An HTTP answer; underscores in header names stand for hyphens."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def hanging_up(connection: socket.socket, far: Wire) -> None:
    """Read the request and close without an answer."""
    far.requests.append(read_request(connection))


def resetting(connection: socket.socket, far: Wire) -> None:
    """Read the request and send a TCP reset."""
    far.requests.append(read_request(connection))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(connection: socket.socket, far: Wire) -> None:
    """Read the request and never answer."""
    far.requests.append(read_request(connection))
    far.hold.wait(10)


def cutting_short(connection: socket.socket, far: Wire) -> None:
    """Promise more than is sent."""
    far.requests.append(read_request(connection))
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"data"')


def dripping(connection: socket.socket, far: Wire) -> None:
    """Send a header one byte at a time, for ever, always just in time."""
    far.requests.append(read_request(connection))
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not far.hold.wait(0.05):
        connection.sendall(b"x")
