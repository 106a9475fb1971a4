"""`guichet demo` as a person starts it, seen through its own printed address and token."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.waiting import until

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("stories")]

MARKETPLACES = ("mirakl-leroymerlin", "fnac-fr", "darty-fr", "rakuten-fr", "amazon-fr", "cdon-se")
COUNT = "query ($code: String!) { discussions(filter: {marketplaces: [$code]}, first: 1) { totalCount } }"
WAITING = """
query ($code: String!) { discussions(filter: {marketplaces: [$code], needsReply: true}, first: 1) {
  nodes { id possibleRecipients } } }
"""
# Orders of conversations, and why an invoice cannot be made for them now.
ORDERS = """
query ($code: String!) { discussions(filter: {marketplaces: [$code]}, first: 40) {
  nodes { order { invoiceObstacle } } } }
"""
REPLY = """
mutation ($input: ReplyInput!) { reply(input: $input) { message { id } errors { message } } }
"""
# Seconds between two questions to the API of a demo, whose tokens have the usual limit (600 a minute).
POLITE = 0.25
DELIVERY = "query ($id: ID!) { node(id: $id) { ... on Message { delivery attachments { fileName } } } }"


class Demo:
    """A running demo and what it has printed so far."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.told = ""
        threading.Thread(target=self._read, daemon=True).start()
        self.address, self.token = until(
            lambda: self.find(r"API: (\S+)/graphql with the token (\S+)\n"), 120
        ).groups()

    def find(self, pattern: str) -> "re.Match[str] | None":
        """In what was printed; an assertion fails when the demo has ended by itself."""
        assert self.process.poll() is None, f"guichet demo ended: {self.told}"
        return re.search(pattern, self.told)

    def ask(self, query: str, **variables: Any) -> Any:
        """The data of one operation; None while the web part does not listen yet."""
        headers = {"Authorization": f"Bearer {self.token}"}
        body = {"query": query, "variables": variables}
        with suppress(httpx2.TransportError), httpx2.Client(trust_env=False, timeout=20) as client:
            answer = client.post(f"{self.address}/graphql", json=body, headers=headers).json()
            assert "errors" not in answer, answer
            return answer["data"]

    def count(self, marketplace: str) -> int:
        data = self.ask(COUNT, code=marketplace)
        return int(data["discussions"]["totalCount"]) if data else 0

    def may_invoice(self, marketplace: str) -> bool:
        """Whether an invoice can be made for an order of some conversation there."""
        nodes = self.ask(ORDERS, code=marketplace)["discussions"]["nodes"]
        return any(node["order"] and node["order"]["invoiceObstacle"] is None for node in nodes)

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.told += line


@contextmanager
def demo(temporary: Path) -> Iterator[Demo]:
    environment = os.environ | {"TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "guichet", "demo"],
        env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield Demo(process)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)
        until(lambda: process.stdout is None or process.stdout.closed)


def test_six_marketplaces_write_and_answers_arrive_and_it_ends_at_once(data_folder: Path) -> None:
    with demo(data_folder) as running:
        found = until(lambda: running.find(r"Its data folder \(GUICHET_DATA_DIR\) is (\S+)\n"))
        assert (Path(found[1]).parent, (Path(found[1]) / "postgres").is_dir()) == (data_folder, True)
        for marketplace in MARKETPLACES:
            until(lambda code=marketplace: running.count(code), every=POLITE)  # type: ignore[misc]
        until(lambda: running.find("the answer is CONFIRMED"))
        until(
            lambda: running.find(
                r"Answering \S+ on Amazon France[^\n]*\n(?:  [^\n]*\n)*?  the answer is SENT"
            )
        )
        until(lambda: running.find(r"the next of Lumen FR is LU-\d{4}-00001\n"))
        for marketplace in MARKETPLACES:
            until(lambda code=marketplace: running.may_invoice(code), every=POLITE)  # type: ignore[misc]
        _an_answer_by_mail_arrives_once_with_its_invoice(running)
        before = time.monotonic()
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(30) == 0
        assert time.monotonic() - before < 10
    until(lambda: _left_behind(data_folder) == [])
    assert list(data_folder.glob("guichet-demo-*")) == []


def _an_answer_by_mail_arrives_once_with_its_invoice(running: Demo) -> None:
    waiting = running.ask(WAITING, code="cdon-se")["discussions"]["nodes"][0]
    given = {"discussionId": waiting["id"], "body": "Hej, vi tittar på det.", "recipients": ["CUSTOMER"]}
    reply = running.ask(REPLY, input=given | {"attachInvoice": True})["reply"]
    assert reply["errors"] == []
    sent = reply["message"]["id"]
    until(lambda: running.ask(DELIVERY, id=sent)["node"]["delivery"] == "SENT", every=POLITE)
    (file,) = running.ask(DELIVERY, id=sent)["node"]["attachments"]
    assert re.fullmatch(r"LU-NORD-\d{4}-00001\.pdf", file["fileName"])
    found = running.find(r"amazon-fr, cdon-se: rehearsed at (\S+)/_sandbox/")
    assert found
    with httpx2.Client(trust_env=False, timeout=20) as client:
        received = client.get(f"{found[1]}/_sandbox/state").json()["received"]
    assert [mail["to"].partition("@")[2] for mail in received] == ["marketplace.amazon.fr", "cdon.com"]


def _left_behind(folder: Path) -> list[str]:
    """Processes that were started for this demo: they carry its temporary folder in their environment."""
    left = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"TMPDIR={folder}\0".encode() in (entry / "environ").read_bytes() + b"\0":
                left.append(entry.name)
    return left
