"""`python -m sandbox mail-marketplaces`: silent until told where to write, then patient."""

import json
import signal
import smtplib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from time import monotonic
from typing import Any

import httpx2
import pytest

from sandbox.mail import Fault, MailPeer, listen
from sandbox.mail_marketplaces.postman import Postman, UndeliveredError
from tests.waiting import until

ROOT = Path(__file__).parent.parent.parent
INBOUND = {"amazon-fr": "a@in.example.org", "cdon-se": "c@in.example.org"}


@contextmanager
def process(smtp: str, *options: str) -> Iterator[tuple["subprocess.Popen[str]", dict[str, Any]]]:
    command = [sys.executable, "-m", "sandbox", "mail-marketplaces", "--smtp", smtp, "--demo", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            yield running, json.loads(running.stdout.readline())
        finally:
            running.kill()


def answer_to(question: EmailMessage, sender: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, question["Reply-To"] or question["From"]
    mail["Subject"], mail["Message-ID"] = "Re", "<answer-1@example.org>"
    mail.set_content("Hej!")
    return mail.as_bytes()


def test_it_writes_where_it_was_told_and_takes_answers_of_the_known_sender_alone() -> None:
    with listen(MailPeer()) as seller, process(f"127.0.0.1:{seller.port}") as (_, ready):
        assert seller.peer.received == []
        told = httpx2.post(f"{ready['url']}/_sandbox/inbound", json=INBOUND, trust_env=False)
        assert told.json() == INBOUND
        until(lambda: len(seller.peer.received) == 6)
        for address in INBOUND.values():
            assert [mail.recipient for mail in seller.peer.received].count(address) == 3
        mails = [message_from_bytes(mail.content, policy=policy.default) for mail in seller.peer.received]
        assert all(ready["authservId"] in mail["Authentication-Results"] for mail in mails)
        host, _, port = ready["smtpUrl"].removeprefix("smtp://").partition(":")
        for question in (mails[0], next(mail for mail in mails if mail["Reply-To"])):
            to = (question["Reply-To"] or question["From"]).addresses[0].addr_spec
            with smtplib.SMTP(host, int(port), timeout=20) as session:
                with pytest.raises(smtplib.SMTPDataError):
                    session.sendmail("x@example.org", [to], answer_to(question, "x@example.org"))
                known = ready["cdon-se"]["senderEmail"]
                session.sendmail(known, [to], answer_to(question, known))
        state = httpx2.get(f"{ready['url']}/_sandbox/state", trust_env=False).json()
        assert len(state["received"]) == 2


def test_it_waits_for_a_seller_who_does_not_listen_yet_and_leaves_when_asked() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        options = ("--inbound-amazon", "a@in.example.org", "--inbound-cdon", "c@in.example.org")
        with process(f"127.0.0.1:{port}", *options) as (running, _):
            before = monotonic()
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=5) == 0
            assert monotonic() - before < 3


def test_the_same_mail_is_brought_again_until_it_is_taken() -> None:
    with listen(MailPeer()) as seller:
        seller.peer.faults = [Fault.BUSY, Fault.BUSY_AFTER_DATA, Fault.CUT_BEFORE_DATA]
        Postman(threading.Event())("127.0.0.1", seller.port, "a@example.com", "b@example.org", b"X: y\n\nz\n")
        assert len(seller.peer.received) == 1
        assert seller.peer.faults == []


def test_a_final_no_is_not_asked_for_twice() -> None:
    with listen(MailPeer()) as seller:
        seller.peer.refused_recipients["b@example.org"] = "550 5.1.1 no such address"
        with pytest.raises(UndeliveredError, match="550"):
            Postman(threading.Event())(
                "127.0.0.1", seller.port, "a@example.com", "b@example.org", b"X: y\n\nz"
            )


def test_patience_ends() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        with pytest.raises(UndeliveredError, match="in time"):
            Postman(threading.Event(), patience=0)(
                "127.0.0.1", silent.getsockname()[1], "a@example.com", "b@example.org", b"X: y\n\nz"
            )
