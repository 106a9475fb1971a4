"""Each answer of an outgoing server means one thing, and nothing is sent twice."""

import socket
from collections.abc import Iterator

import pytest

from guichet.platforms.errors import Busy, Refused, Uncertain, Unreachable
from guichet.platforms.mail import SmtpSender, smtp_sender
from guichet.platforms.mail.smtp import BadSmtpUrlError
from sandbox.mail import Fault, MailPeer, RunningPeer, listen

CONTENT = b"From: a@example.com\r\nSubject: x\r\n\r\n.dot\r\nwords\r\n.\r\nmore\r\n"
SENDER, RECIPIENT = "shop@example.com", "buyer@example.org"


@pytest.fixture
def running() -> Iterator[RunningPeer]:
    with listen(MailPeer()) as peer:
        yield peer


@pytest.fixture
def sender(running: RunningPeer) -> SmtpSender:
    return smtp_sender(running.url)


def test_a_mail_arrives_as_it_was_written(running: RunningPeer, sender: SmtpSender) -> None:
    sender.send(SENDER, RECIPIENT, CONTENT)
    (mail,) = running.peer.received
    assert (mail.sender, mail.recipient, mail.content) == (SENDER, RECIPIENT, CONTENT)


def test_a_refused_sender_or_recipient_gives_the_servers_words(
    running: RunningPeer, sender: SmtpSender
) -> None:
    running.peer.refused_senders[SENDER] = "550 5.7.1 not on the approved list"
    with pytest.raises(Refused, match="not on the approved list"):
        sender.send(SENDER, RECIPIENT, CONTENT)
    running.peer.refused_recipients[RECIPIENT] = "550 5.1.1 no such buyer"
    with pytest.raises(Refused, match="no such buyer"):
        sender.send("other@example.com", RECIPIENT, CONTENT)
    assert running.peer.received == []


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.CUT_BEFORE_DATA, Fault.BUSY_AFTER_DATA])
def test_what_was_surely_not_taken_is_busy(running: RunningPeer, sender: SmtpSender, fault: Fault) -> None:
    running.peer.faults = [fault]
    with pytest.raises(Busy):
        sender.send(SENDER, RECIPIENT, CONTENT)
    assert running.peer.received == []


def test_a_lost_answer_is_uncertain_and_not_repeated(running: RunningPeer, sender: SmtpSender) -> None:
    running.peer.faults = [Fault.TAKEN_THEN_CUT]
    with pytest.raises(Uncertain):
        sender.send(SENDER, RECIPIENT, CONTENT)
    assert len(running.peer.received) == 1


def test_a_content_refused_is_refused(running: RunningPeer, sender: SmtpSender) -> None:
    running.peer.judge = lambda mail: "554 5.6.0 links are not allowed"
    with pytest.raises(Refused, match="links are not allowed"):
        sender.send(SENDER, RECIPIENT, CONTENT)


def test_nobody_there() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            SmtpSender("127.0.0.1", bound.getsockname()[1]).send(SENDER, RECIPIENT, CONTENT)


@pytest.mark.parametrize(
    "address", ["a@example.com>\r\nRCPT TO:<evil@example.com", "a b@example.com", "", "a"]
)
def test_an_address_cannot_become_a_command(running: RunningPeer, sender: SmtpSender, address: str) -> None:
    with pytest.raises(Refused):
        sender.send(SENDER, address, CONTENT)
    assert running.peer.received == []


def test_addresses_of_servers() -> None:
    assert smtp_sender("smtp://u%40x:p%2Fw@mail.example.com") == SmtpSender(
        "mail.example.com", 587, "u@x", "p/w"
    )
    assert smtp_sender("smtps://mail.example.com").port == 465
    assert "p/w" not in repr(smtp_sender("smtp://u:p%2Fw@mail.example.com"))


@pytest.mark.parametrize("url", ["", "mail.example.com:587", "http://mail.example.com", "smtp://h:port"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(BadSmtpUrlError):
        smtp_sender(url)
