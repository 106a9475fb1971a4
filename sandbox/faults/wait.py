"""Keep a request waiting, until it may go on or nobody listens any more."""

import select
import socket

from sandbox.faults.plan import Hit

_LOOK_EVERY = 0.02


def wait_for_latency(hit: Hit) -> None:
    """Wait the fault's `seconds`, less when it is cleared or the server stops."""
    hit.released.wait(hit.fault.seconds)


def wait_until_given_up(hit: Hit, connection: socket.socket) -> None:
    """Wait until the client closed its end, the fault was cleared, or the server stops."""
    while not hit.released.wait(_LOOK_EVERY) and not _closed_by_client(connection):
        pass


def _closed_by_client(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], 0)
    if not readable:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True
