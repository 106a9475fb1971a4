"""A whole installation is backed up while it runs, and brought back into an empty folder."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest

from sandbox.mirakl import File, MiraklOperator, Post, RunningServer
from tests.stories.installation import Installation, installation
from tests.stories.test_main_job import REPLY, activate, becomes, upload
from tests.waiting import until

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("stories")]

INBOX = """
query { discussions(first: 20) { totalCount nodes { id subject type status isRead needsReplySince orderId
  participants { kind name } order { state total lines { title quantity } }
  messages { nodes { id body author { kind name } attachments { id fileName sizeBytes state } } } } } }
"""
PHOTO_BYTES = 70_000
DELIVERY = "query ($id: ID!) { node(id: $id) { ... on Message { delivery deliveryError } } }"


def environment(folder: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")}
    return clean | {"GUICHET_DATA_DIR": str(folder), "GUICHET_ALLOW_PRIVATE_HOSTS": "1"}


def guichet(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """One command with a data folder of its own, to its end."""
    command = [sys.executable, "-m", "guichet", *arguments]
    return subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)


def start(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """The same, left running."""
    command = [sys.executable, "-m", "guichet", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment(folder), stdout=quiet, stderr=quiet)


def kept(folder: Path) -> dict[str, bytes]:
    """The contents of the rehearsed marketplace's files in a data folder, by their names."""
    found = {path.name: path.read_bytes() for path in (folder / "files").glob("??/*")}
    return {name: content for name, content in found.items() if len(content) == PHOTO_BYTES}


@contextmanager
def busy(running: Installation, folder: Path) -> Iterator[list[str]]:
    """Somebody uploads files all the while and lets go of some, rows and bytes; the ids uploaded."""
    ended, uploaded = threading.Event(), list[str]()

    def work() -> None:
        with psycopg.connect(socket_url(folder), autocommit=True) as connection:
            while not ended.is_set():
                uploaded.append(upload(running, "note.txt", os.urandom(3000)))
                row = connection.execute(
                    "DELETE FROM attachment WHERE id IN (SELECT id FROM attachment WHERE file_name = "
                    "'note.txt' "
                    "ORDER BY id LIMIT 1) AND mod(%s, 2) = 0 RETURNING digest", [len(uploaded)]
                ).fetchone()  # fmt: skip
                if row is not None:
                    (folder / "files" / row[0][:2] / row[0]).unlink()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield uploaded
    finally:
        ended.set()
        thread.join()


def socket_url(folder: Path) -> str:
    """The embedded server of a folder."""
    from guichet.config.embedded import EmbeddedPostgres

    url: str = EmbeddedPostgres(folder).url("guichet")
    return url


def fill(running: Installation, folder: Path, operator: MiraklOperator, server: RunningServer) -> None:
    """Discussions with orders and files, all fetched."""
    operator.fill(12, 2)
    for number in range(3):
        operator.add_thread(
            [Post(f"Photo {number}", files=(File(f"p{number}.png", os.urandom(PHOTO_BYTES)),))]
        )
    activate(running, operator, server)

    def is_there() -> bool:
        nodes = running.ask(INBOX)["discussions"]["nodes"]
        return len(nodes) == 15 and all(node["order"] for node in nodes) and len(kept(folder)) == 3

    until(is_there)


def say(running: Installation, discussion: dict[str, Any], body: str) -> str:
    asked = {"discussionId": discussion["id"], "body": body, "recipients": ["CUSTOMER"]}
    answer = running.ask(REPLY, input=asked)["reply"]
    assert answer["errors"] == []
    return str(answer["message"]["id"])


def test_the_inbox_comes_back_and_nothing_leaves_twice(
    data_folder: Path, operator: MiraklOperator, server: RunningServer
) -> None:
    first, second, file = data_folder / "first", data_folder / "second", data_folder / "one.backup"
    first.mkdir()
    with installation(first) as running:
        fill(running, first, operator, server)
        nodes = running.ask(INBOX)["discussions"]["nodes"]
        becomes(running, say(running, nodes[0], "Elle part ce soir."), "CONFIRMED")
        operator.faults.add("M12", "throttle", retry_after=6)
        waiting = say(running, nodes[1], "Elle partira demain.")
        before, photos = running.ask(INBOX), kept(first)
        with busy(running, first) as uploaded:
            until(lambda: len(uploaded) > 3)
            made = guichet(first, "backup", str(file))
        assert made.returncode == 0, made.stderr
        assert (file.stat().st_mode, Path(f"{file}.key").stat().st_mode) == (0o100600, 0o100600)
        assert not Path(f"{file}.part").exists()
        again = guichet(first, "backup", str(file))
        assert (again.returncode, again.stdout) == (1, "")
        assert "is there already" in again.stderr
        token = running.client.headers["Authorization"]
    _a_killed_restore_says_so(file, second)
    receipt = guichet(second, "restore", str(file))
    assert receipt.returncode == 0, receipt.stderr
    assert "replies were" in receipt.stdout
    with web(second, token) as ask:
        assert ask(INBOX) == before
        assert kept(second) == photos
        message = ask(DELIVERY, id=waiting)["node"]
        assert message["delivery"] == "FAILED"
        assert "waiting when the backup was made" in message["deliveryError"]
        refused = guichet(second, "restore", str(file))
        assert refused.returncode == 1
        assert "nothing was changed" in refused.stderr
        assert ask(INBOX) == before
        drilled = guichet(second, "drill", str(file))
        assert drilled.returncode == 0, drilled.stderr
        assert "can be restored" in drilled.stdout
        found = guichet(second, "doctor")
        assert "The keys open the credentials of all 1 channels." in found.stdout


@contextmanager
def web(folder: Path, token: str) -> Iterator[Callable[..., Any]]:
    """The web part alone, so that nothing goes on by itself; asks by GraphQL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = start(folder, "web", "--port", str(port))
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:

        def ask(query: str, **variables: Any) -> Any:
            with suppress(httpx2.TransportError):
                headers = {"Authorization": token}
                body = {"query": query, "variables": variables}
                answer = client.post("/graphql", json=body, headers=headers).json()
                assert "errors" not in answer, answer
                return answer["data"]

        try:
            until(lambda: ask("{ __typename }"))
            yield ask
        finally:
            process.terminate()
            process.wait(30)


def _a_killed_restore_says_so(file: Path, folder: Path) -> None:
    """It is not started, and `restore` begins anew."""
    folder.mkdir()
    process = start(folder, "restore", str(file))
    until((folder / "restore.unfinished").exists)
    process.send_signal(signal.SIGKILL)
    process.wait()
    refused = guichet(folder, "migrate")
    assert refused.returncode == 1
    assert "An unfinished restore is here" in refused.stderr
