"""What connectors that speak by HTTP are asked about discussions, asked of those that speak by mail."""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from guichet.platforms.correspondence import Correspondence
from guichet.platforms.errors import Busy, Refused, Uncertain, Unsupported
from guichet.platforms.http import web_client
from guichet.platforms.mail import MailConnector, MailKind, Reading, parse_mail, smtp_sender
from guichet.platforms.port import Access, Outgoing, Participant
from guichet.platforms.registry import connect
from guichet.platforms.words import Platform
from guichet.sync.memory import PassingMemory
from sandbox.mail import Fault, MailPeer, RunningPeer, listen

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SENDER, INBOUND = "support@lumen.example", "k3x@in.example.org"
DASHES = "-" * 13


@dataclass(frozen=True)
class Marketplace:
    """One of them: who writes, and how a customer's words are wrapped."""

    platform: Platform
    code: str
    credentials: dict[str, str]
    customer: str
    wrapped: Callable[[str], str]

    def mail(
        self, words: str, *, kind: str = "plain", date: str = "Fri, 20 Nov 2026 10:00:00 +0000"
    ) -> bytes:
        """A customer's mail as it comes."""
        text = self.wrapped(words)
        body = f"<html><body><div>{text}</div></body></html>" if kind == "html" else text
        return (
            f"From: Maya <{self.customer}>\r\nTo: {INBOUND}\r\nDate: {date}\r\nSubject: Bonjour\r\n"
            f"Message-ID: <1@x.example>\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{body}\r\n"
        ).encode("utf-8", "surrogatepass")


AMAZON = Marketplace(
    Platform.AMAZON, "amazon-fr", {"senderEmail": SENDER}, "p7qz4m1xk9d2bvt@marketplace.amazon.fr",
    lambda words: f"Intro\n\n{DASHES} Message:  {DASHES}\n\n{words}\n\n{DASHES} Fin du message {DASHES}\n",
)  # fmt: skip
CDON = Marketplace(
    Platform.CDON, "cdon-se", {"senderEmail": SENDER, "merchantId": "m-1", "token": "t"},
    "kundservice@cdon.com", lambda words: f"Hej!\nKunds meddelande:\n{words}\n",
)  # fmt: skip
BODIES = {
    "markup": "<p>Bonjour <b>vous</b></p><script>alert(1)</script>",
    "broken": "ouvert <a href='",
    "zero": "un\x00deux",
    "direction": "un\u202edeux\u2066",
    "emoji": "merci \U0001f469\u200d\U0001f680",
    "surrogate": "un \ud83d demi",
    "quote": "'; DROP TABLE message; -- {{ 7 * 7 }} ${x} %s \\",
    "long": "mot " * 12_000,
}


@pytest.fixture(params=[AMAZON, CDON], ids=["AMAZON", "CDON"])
def place(request: pytest.FixtureRequest) -> Marketplace:
    found: Marketplace = request.param
    return found


@pytest.fixture
def peer() -> Iterator[RunningPeer]:
    with listen(MailPeer()) as running:
        yield running


def connector(place: Marketplace, url: str = "") -> MailConnector:
    access = Access(
        marketplace=place.code, credentials=place.credentials, web=web_client(allow_private=False),
        memory=PassingMemory(), now=lambda: NOW, mail=smtp_sender(url) if url else None,
    )  # fmt: skip
    made: MailConnector = connect(place.platform, access)  # type: ignore[assignment]
    return made


def read(place: Marketplace, raw: bytes, at: datetime = NOW) -> Reading:
    return connector(place).read_mail(parse_mail(raw), at)


@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.parametrize("name", BODIES)
def test_any_body_is_read(place: Marketplace, name: str, kind: str) -> None:
    words = html.escape(BODIES[name]) if kind == "html" else BODIES[name]
    found = read(place, place.mail(words, kind=kind))
    found.body.encode("utf-8")
    assert found.kind == MailKind.MESSAGE
    assert found.body
    assert not [unwanted for unwanted in ("\x00", "\u202e", "\u2066") if unwanted in found.body]


def test_five_megabytes_of_words_are_read_in_time(place: Marketplace) -> None:
    raw = place.mail("mot " * 1_250_000)
    started = process_time()
    assert len(read(place, raw).body) > 4_000_000
    assert process_time() - started < 10


def test_the_same_mail_has_the_same_key_and_another_has_another(place: Marketplace) -> None:
    one, again = read(place, place.mail("Bonjour")), read(place, b"Received: x\r\n" + place.mail("Bonjour"))
    other = read(place, place.mail("Bonjour").replace(b"<1@x.example>", b"<2@x.example>"))
    assert one.message_key == again.message_key != other.message_key
    bare = place.mail("Bonjour").replace(b"Message-ID: <1@x.example>\r\n", b"")
    assert read(place, bare).message_key == read(place, bare).message_key != one.message_key


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Sun, 25 Oct 2026 02:30:00 +0200", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Sun, 25 Oct 2026 02:30:00 +0100", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 14:00:00 +0100", NOW),
        ("Fri, 20 Nov 2026 13:00:00 +0000", NOW),
        ("no date at all", NOW),
    ],
)
def test_clocks_an_hour_off_and_days_on_which_they_change(
    place: Marketplace, written: str, moment: datetime
) -> None:
    """A clock ahead of ours gives way to the time of arrival; one behind is the sender's to know."""
    found = read(place, place.mail("Bonjour", date=written)).sent_at
    assert found is not None
    assert abs(found - moment) < timedelta(minutes=5)


def answer(place: Marketplace, left: list[str]) -> Outgoing:
    found = read(place, place.mail("Bonjour")).reply_to
    assert found is not None
    mail = Correspondence(
        message_id="guichet.1@in.example.org", return_address=INBOUND, subject="Bonjour", date=NOW,
        references=("1@x.example",), leaving=lambda: left.append("left"),
    )  # fmt: skip
    return Outgoing("t", "Bonjour Maya", (found,), mail=mail)


def test_an_answer_is_one_mail_to_who_wrote(place: Marketplace, peer: RunningPeer) -> None:
    connector(place, peer.url).send(answer(place, []))
    (sent,) = peer.peer.received
    assert (sent.sender, sent.recipient) == (INBOUND, place.customer)
    assert b"In-Reply-To: <1@x.example>" in sent.content


@pytest.mark.parametrize(
    ("fault", "error", "has_left"),
    [
        (Fault.BUSY, Busy, False),
        (Fault.CUT_BEFORE_DATA, Busy, False),
        (Fault.TAKEN_THEN_CUT, Uncertain, True),
    ],
)
def test_trouble_is_named_by_whether_anything_may_have_left(
    place: Marketplace, peer: RunningPeer, fault: Fault, error: type[Exception], *, has_left: bool
) -> None:
    left: list[str] = []
    peer.peer.faults = [fault]
    with pytest.raises(error):
        connector(place, peer.url).send(answer(place, left))
    assert bool(left) == has_left


def test_a_refusal_carries_the_servers_words(place: Marketplace, peer: RunningPeer) -> None:
    peer.peer.judge = lambda mail: "554 5.7.1 not from this address"
    with pytest.raises(Refused, match="not from this address"):
        connector(place, peer.url).send(answer(place, []))


def test_nobody_else_is_ever_written_to(place: Marketplace, peer: RunningPeer) -> None:
    reply = answer(place, [])
    twice = (*reply.recipients, Participant(reply.recipients[0].kind, "X", None, "x@evil.example"))
    for recipients in ((), twice):
        with pytest.raises(Unsupported):
            connector(place, peer.url).send(Outgoing("t", "Bonjour", recipients, mail=reply.mail))
    assert peer.peer.received == []
