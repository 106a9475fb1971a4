"""A whole installation as a seller runs it: `guichet serve` as a process, spoken to over HTTP."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.stories.prepared import FIRST, Made, clean_environment, made_of, prepare_account
from tests.waiting import until

START_SECONDS = 60.0


class Installation:
    """One running `guichet serve` with an account, a store and a token."""

    def __init__(
        self,
        folder: Path,
        interval: int = 1,
        more: Mapping[str, str] | None = None,
        *,
        knows_its_address: bool = False,
        made: Made | None = None,
    ) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = _environment(folder, interval) | dict(more or {})
        if knows_its_address:
            self.environment["GUICHET_BASE_URL"] = self.url
        self.process = self._serve()
        self.client = httpx2.Client(base_url=self.url, timeout=30, trust_env=False)
        until(self._is_healthy, START_SECONDS)
        made = made or made_of(self.run(*FIRST))
        self.store_id = made.store_id
        self.client.headers["Authorization"] = f"Bearer {made.token}"

    def run(self, *arguments: str) -> str:
        """One command beside the running server; its standard output."""
        command = [sys.executable, "-m", "guichet", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of a GraphQL operation that has no errors."""
        answer = self.client.post("/graphql", json={"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def part(self, name: str) -> int:
        """The process id of a part (`web`, `worker`) that this server started."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and _is_child(entry, self.process.pid, name):
                return int(entry.name)
        raise LookupError(name)

    def end(self) -> None:
        """SIGTERM, and wait for the end."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def _serve(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "guichet", "serve", "--port", str(self.port)]
        return subprocess.Popen(command, env=self.environment, start_new_session=True)

    def _is_healthy(self) -> bool | None:
        assert self.process.poll() is None, "guichet serve ended"
        try:
            return self.client.get("/health").status_code == 200 or None
        except httpx2.TransportError:
            return None


@contextmanager
def installation(
    folder: Path,
    interval: int = 1,
    more: Mapping[str, str] | None = None,
    *,
    knows_its_address: bool = False,
    from_nothing: bool = False,
) -> Iterator[Installation]:
    """A server that is ended with the block, and whatever of it is left.

    Files leave as links only where it knows its address. An empty folder gets a database that is up to date,
    with the account, unless the story is about starting `from_nothing`.
    """
    made = None if from_nothing else prepare_account(folder)
    running = Installation(folder, interval, more, knows_its_address=knows_its_address, made=made)
    try:
        yield running
    finally:
        running.client.close()
        if running.process.poll() is None:
            running.end()


def _environment(folder: Path, interval: int) -> dict[str, str]:
    return clean_environment() | {
        "GUICHET_DATA_DIR": str(folder),
        "GUICHET_SYNC_INTERVAL": str(interval),
        "GUICHET_ALLOW_PRIVATE_HOSTS": "1",
        # A story asks in a minute what people ask in an hour.
        "GUICHET_API_REQUESTS_PER_MINUTE": "1000000",
        "GUICHET_API_NODES_PER_MINUTE": "1000000000",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_child(entry: Path, parent: int, name: str) -> bool:
    try:
        command = (entry / "cmdline").read_bytes().split(b"\0")
        stat = (entry / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(stat[1]) == parent and name.encode() in command[3:4]
