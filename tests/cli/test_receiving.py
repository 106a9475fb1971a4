"""The SMTP side alone: what it takes, what it refuses, and that it encrypts when it can."""

import asyncio
import smtplib
import ssl
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import OperationalError

from guichet.accounts.models import Channel
from guichet.cli import keeping, receiving
from guichet.cli.keeping import Keeper
from guichet.cli.waking import Waker
from guichet.sync.receive import Letter
from tests.waiting import until

OURS = "k3x@in.example.org"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """What was stored; the database has tests of its own."""
    stored: list[tuple[str, bytes]] = []
    ours = Channel(inbound_address=OURS)
    monkeypatch.setattr(receiving, "inbound_channel", lambda address: ours if address == OURS else None)
    monkeypatch.setattr(
        keeping,
        "store_mails",
        lambda letters: stored.extend((letter.channel.inbound_address, letter.raw) for letter in letters),
    )
    for module in (receiving, keeping):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    monkeypatch.setattr(receiving, "KNOWN_SECONDS", 0.0)
    return stored


@pytest.fixture
def context(tmp_path: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate, private = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    found.load_cert_chain(certificate, private)
    return found


@pytest.fixture
def house() -> receiving.House:
    return receiving.House(Waker(), Keeper())


@pytest.fixture
def port(kept: list[tuple[str, bytes]], context: ssl.SSLContext, house: receiving.House) -> Iterator[int]:
    loop = asyncio.new_event_loop()
    helping = loop.create_task(house.keeper.run())
    server = loop.run_until_complete(
        loop.create_server(lambda: receiving.session_of(loop, context, house), "127.0.0.1", 0)
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield server.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(helping.cancel)
    asyncio.run_coroutine_threadsafe(_close(server), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@pytest.fixture
def session(port: int) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as found:
        yield found


def test_it_stores_exactly_what_came(session: smtplib.SMTP, kept: list[tuple[str, bytes]]) -> None:
    mail = b"Subject: x\r\n\r\n.\r\n..two\r\n" + b"y" * 5000 + b"\r\n\x00\xff\r\n"
    session.sendmail("a@example.com", [OURS], mail)
    assert kept == [(OURS, mail)]


def test_unknown_addresses_are_refused_at_rcpt(session: smtplib.SMTP, kept: list[Any]) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        session.sendmail("a@example.com", ["victim@example.com"], b"Subject: x\r\n\r\n")
    assert refused.value.recipients["victim@example.com"][0] == 550
    assert kept == []


def test_a_mail_of_forty_megabytes_is_refused_with_552(session: smtplib.SMTP, kept: list[Any]) -> None:
    session.ehlo()
    assert int(session.esmtp_features["size"]) == receiving.LARGEST
    assert session.docmd("MAIL FROM:<a@example.com> SIZE=40000000")[0] == 552
    session.rset()
    session.docmd("MAIL FROM:<a@example.com>")
    session.docmd(f"RCPT TO:<{OURS}>")
    assert session.data((b"x" * 998 + b"\r\n") * 40_000)[0] == 552
    assert kept == []


def test_it_encrypts(port: int, kept: list[tuple[str, bytes]]) -> None:
    client = ssl.create_default_context()
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as found:
        found.ehlo()
        assert found.has_extn("starttls")
        found.starttls(context=client)
        found.sendmail("a@example.com", [OURS], b"Subject: x\r\n\r\nsecret\r\n")
    assert len(kept) == 1


def test_a_database_that_is_away_asks_to_come_back(
    session: smtplib.SMTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(keeping, "store_mails", away)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        session.sendmail("a@example.com", [OURS], b"Subject: x\r\n\r\n")
    assert refused.value.smtp_code == 451
    monkeypatch.setattr(receiving, "inbound_channel", away)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as later:
        session.sendmail("a@example.com", [OURS], b"Subject: x\r\n\r\n")
    assert later.value.recipients[OURS][0] == 451


def test_a_smuggled_second_mail_stays_inside_the_first(
    session: smtplib.SMTP, kept: list[tuple[str, bytes]]
) -> None:
    session.ehlo()
    session.docmd("MAIL FROM:<a@example.com>")
    session.docmd(f"RCPT TO:<{OURS}>")
    session.docmd("DATA")
    session.send(b"Subject: x\r\n\r\nwords\n.\nMAIL FROM:<b@example.com>\r\n.\r\n")
    assert session.getreply()[0] == 250
    assert len(kept) == 1
    assert b"MAIL FROM" in kept[0][1]


def test_one_that_cannot_be_stored_turns_no_other_away(
    port: int, kept: list[tuple[str, bytes]], house: receiving.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mails are stored in groups; each sender hears the truth about its own."""
    groups: list[int] = []
    first_is_in, may_go_on = threading.Event(), threading.Event()

    def picky(letters: Sequence[Letter]) -> None:
        groups.append(len(letters))
        first_is_in.set()
        assert may_go_on.wait(10)
        if any(b"never" in letter.raw for letter in letters):
            raise OperationalError("the database does not like it")
        kept.extend((OURS, letter.raw) for letter in letters)

    monkeypatch.setattr(keeping, "store_mails", picky)

    def deliver(words: bytes) -> int:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as found:
            try:
                found.sendmail("a@example.com", [OURS], b"Subject: x\r\n\r\n" + words + b"\r\n")
            except smtplib.SMTPDataError as error:
                return error.smtp_code
        return 250

    with ThreadPoolExecutor(6) as senders:
        first = senders.submit(deliver, b"first")
        assert first_is_in.wait(10)
        others = [senders.submit(deliver, words) for words in (b"one", b"never", b"two", b"three")]
        until(lambda: len(house.keeper._waiting) == 4)
        may_go_on.set()
        assert [first.result(), *(other.result() for other in others)] == [250, 250, 451, 250, 250]
    assert len(kept) == 4
    assert groups == [1, 4, 1, 1, 1, 1]
