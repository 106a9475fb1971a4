"""A real `guichet web` process on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException

from bench.measure.client import Client
from bench.measure.memory import Memory, children_of, memory_of

START_SECONDS = 30
STOP_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Web:
    """Where it listens, and who it is."""

    port: int
    pid: int

    def processes(self) -> list[int]:
        """The worker processes."""
        return list(children_of(self.pid))

    def memory(self) -> list[Memory]:
        """Of each worker process; the one that watches them serves nobody."""
        return [memory_of(child) for child in children_of(self.pid)]


@contextmanager
def web_process(workers: int) -> Iterator[Web]:
    """Serves the database of the environment; ended, and waited for, when the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "guichet", "web", "--port", str(port), "--workers", str(workers)]
    # GUICHET_SUPERVISED: it ends with us, however we end.
    process = subprocess.Popen(command, env=os.environ | {"GUICHET_SUPERVISED": str(os.getpid())})
    try:
        _wait_until_healthy(process, port)
        yield Web(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(
                f"`guichet web` ended with code {process.returncode}; its own lines above say why."
            )
        client = Client(port, {})
        try:
            client.page("/health")
        except (OSError, HTTPException, RuntimeError):
            time.sleep(0.05)
        else:
            return
        finally:
            client.close()
    raise SystemExit(f"`guichet web` did not answer within {START_SECONDS} s.")
