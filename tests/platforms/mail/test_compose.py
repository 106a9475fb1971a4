"""An answer is the same mail each time, and nothing typed can become a header."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest

from guichet.platforms.mail import Letter, compose
from guichet.platforms.port import OutgoingFile

LETTER = Letter(
    sender="support@atelier.example",
    return_address="k3x@in.example.org",
    recipient="p7qz+5a1f@marketplace.amazon.fr",
    subject="Re: Question (Commande : 404-5550102-5550102)",
    body="Bonjour,\n\n.Elle part ce soir.\nFrom nous à vous — 5 €",
    message_id="guichet.0190@in.example.org",
    date=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    references=("newest@eu-west-1.amazonses.com", "oldest@eu-west-1.amazonses.com"),
)


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_headers_and_text() -> None:
    message = read(compose(LETTER))
    assert message["From"] == "support@atelier.example"
    assert message["To"] == "p7qz+5a1f@marketplace.amazon.fr"
    assert message["Reply-To"] == "k3x@in.example.org"
    assert message["Message-ID"] == "<guichet.0190@in.example.org>"
    assert message["In-Reply-To"] == "<newest@eu-west-1.amazonses.com>"
    assert message["References"].split() == [
        "<oldest@eu-west-1.amazonses.com>", "<newest@eu-west-1.amazonses.com>",
    ]  # fmt: skip
    assert (message.get_content_type(), message["Content-Transfer-Encoding"]) == (
        "text/plain", "quoted-printable",
    )  # fmt: skip
    assert message.get_content().replace("\r\n", "\n").strip() == LETTER.body


def test_the_same_letter_is_the_same_bytes() -> None:
    file = OutgoingFile("façade & co.pdf", "application/pdf", 8, lambda: BytesIO(b"%PDF-1.7"))
    letter = replace(LETTER, files=(file, file))
    assert compose(letter) == compose(letter)
    attached = list(read(compose(letter)).iter_attachments())
    assert [part.get_filename() for part in attached] == ["façade & co.pdf"] * 2
    assert attached[0].get_content() == b"%PDF-1.7"


@pytest.mark.parametrize("name", ["subject", "recipient", "sender", "return_address"])
def test_nothing_typed_becomes_a_header(name: str) -> None:
    changes: dict[str, Any] = {name: "a@example.com\r\nBcc: evil@example.com\n\nbody"}
    raw = compose(replace(LETTER, **changes))
    message = read(raw)
    assert message["Bcc"] is None
    assert len(message.keys()) == len(read(compose(LETTER)).keys())


def test_hostile_references_are_left_out() -> None:
    message = read(
        compose(replace(LETTER, references=("a\r\nBcc: b@example.com", "x y", "fine@example.com")))
    )
    assert message["References"] == "<fine@example.com>"
    assert message["Bcc"] is None


def test_a_long_subject_in_any_script_survives() -> None:
    subject = "Re: " + "Où est ma théière en fonte ? 很长的主题 " * 12
    assert read(compose(replace(LETTER, subject=subject)))["Subject"].split() == subject.split()


def test_lines_are_short_enough_for_every_server() -> None:
    raw = compose(replace(LETTER, body="x" * 5000 + "é" * 5000, references=("y" * 200 + "@example.com",)))
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"=?" not in raw.split(b"References:")[1].split(b"\r\n\r\n")[0]
