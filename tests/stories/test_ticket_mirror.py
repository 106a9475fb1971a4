"""The example of the documents, run as it stands: conversations live in an outside ticket tool too."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest

from sandbox.mirakl import MiraklOperator, Post, RunningServer
from tests.stories.installation import Installation, installation
from tests.stories.test_mail import free_port
from tests.stories.test_main_job import activate, held
from tests.waiting import until

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("stories")]

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "ticket_mirror.py"
CREATE = """
mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret errors { message } } }
"""
TICKETS = "{ discussions { nodes { id merchantDiscussionId messages { nodes { body delivery } } } } }"


@dataclass
class TicketTool:
    """Somebody's ticket tool: it keeps one ticket and one comment for each key."""

    url: str = ""
    tickets: dict[str, str] = field(default_factory=dict)
    comments: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def said(self) -> list[str]:
        """What stands in it."""
        return sorted(text for _, _, text in self.comments.values())

    def take(self, path: str, given: dict[str, Any]) -> dict[str, str]:
        """What it answers."""
        if path == "/tickets":
            return {"id": self.tickets.setdefault(given["key"], f"T-{len(self.tickets) + 1}")}
        self.comments[given["key"]] = (path.split("/")[2], given["author"], given["text"])
        return {}


@contextmanager
def ticket_tool() -> Iterator[TicketTool]:
    """It on the wire."""
    tool = TicketTool()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = json.dumps(tool.take(self.path, given)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tool.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield tool
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mirror(guichet: Installation, tool: TicketTool, secret: str, port: int, state: Path) -> Iterator[None]:
    """The example as a process of its own, until the block ends."""
    token = guichet.client.headers["Authorization"].removeprefix("Bearer ")
    given = {"GUICHET": guichet.url, "TOKEN": token, "SECRET": secret, "TOOL": tool.url, "PORT": str(port),
             "STATE": str(state)}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, str(EXAMPLE)], env=os.environ | given, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: listens(port) or None, 20)
        yield
    finally:
        process.terminate()
        process.wait(10)


def listens(port: int) -> bool:
    """Whether somebody is at the door."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def test_the_example_is_short() -> None:
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) < 100


def test_conversations_are_mirrored_both_ways_and_a_night_of_being_down_loses_nothing(
    data_folder: Path, operator: MiraklOperator, server: RunningServer, tmp_path: Path
) -> None:
    thread = operator.add_thread([Post("Où est ma lampe ?")])
    port, state = free_port(), tmp_path / "cursor.txt"
    with ticket_tool() as tool, installation(data_folder) as guichet:
        asked = {"url": f"http://127.0.0.1:{port}/guichet", "kinds": []}
        made = guichet.ask(CREATE, input=asked)["createWebhook"]
        assert made["errors"] == []
        activate(guichet, operator, server)
        until(lambda: guichet.ask(TICKETS)["discussions"]["nodes"] or None)
        with mirror(guichet, tool, made["secret"], port, state):
            # What was there before is caught up with; what comes is told.
            until(lambda: tool.said() == ["Où est ma lampe ?"] or None, 20)
            (ticket,) = tool.tickets.values()
            (node,) = guichet.ask(TICKETS)["discussions"]["nodes"]
            assert node["merchantDiscussionId"] == ticket
            operator.add_message(thread.id, "Et la facture ?")
            until(lambda: len(tool.said()) == 2 or None, 30)
            answer = {"key": "answer-1", "ticket": ticket, "text": "Elle part ce soir."}
            for _ in range(2):
                httpx2.post(f"http://127.0.0.1:{port}/answers", json=answer, timeout=30).raise_for_status()
            until(lambda: held(operator, "Elle part ce soir.") or None, 30)
            until(lambda: "Elle part ce soir." in tool.said() or None, 30)
        # The night: what is said now meets a closed door.
        operator.add_message(thread.id, "Toujours rien.")
        until(lambda: len(guichet.ask(TICKETS)["discussions"]["nodes"][0]["messages"]["nodes"]) == 4 or None)
        with mirror(guichet, tool, made["secret"], port, state):
            until(lambda: "Toujours rien." in tool.said() or None, 20)
        assert len(tool.said()) == 4
        assert list(tool.tickets.values()) == [ticket]
        assert held(operator, "Elle part ce soir.") == 1
