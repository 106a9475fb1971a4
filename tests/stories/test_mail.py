"""Mail in and out of a whole installation, over real SMTP."""

import os
import signal
import smtplib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sandbox.amazon import Buyer, Case, RehearsalAmazon, buyer_mail
from sandbox.amazon.buyer import File
from sandbox.mail import MailPeer, RehearsalMailbox, listen, listen_imap
from sandbox.mail.sending import crlf
from tests.stories.installation import Installation, installation
from tests.waiting import until

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("stories")]

SENDER = "support@lumen.example"
ORDER = "404-5550199-5550199"
MAYA = Buyer("Maya", "p7qz4m1xk9d2bvt")
ACTIVATE = """
mutation ($input: ActivateChannelInput!) { activateChannel(input: $input) {
  channel { id inboundAddress } errors { field code message } } }
"""
DISCUSSIONS = """
query { discussions { totalCount nodes { id subject orderId isRead possibleRecipients
  attachments { fileName url }
  messages { nodes { id body delivery deliveryError author { kind name } } } } } }
"""
REPLY = """
mutation ($input: ReplyInput!) { reply(input: $input) { message { id delivery } errors { message } } }
"""
DELIVERY = "query ($id: ID!) { node(id: $id) { ... on Message { delivery deliveryError } } }"


@dataclass
class House:
    """An installation, the marketplace, and the way between them."""

    guichet: Installation
    amazon: RehearsalAmazon
    peer: MailPeer
    mailbox: RehearsalMailbox

    def discussions(self) -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = self.guichet.ask(DISCUSSIONS)["discussions"]["nodes"]
        return nodes

    def delivery(self, message_id: str) -> tuple[str, str | None]:
        node = self.guichet.ask(DELIVERY, id=message_id)["node"]
        return node["delivery"], node["deliveryError"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as session:
            return session.noop()[0] == 250
    except OSError:
        return False


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    port, folder = free_port(), tmp_path_factory.mktemp("mail")
    with listen(MailPeer()) as outgoing, listen_imap(RehearsalMailbox()) as box:
        more = {
            "GUICHET_IMAP_URL": box.url(),
            "GUICHET_MAIL_DOMAIN": "in.example.org",
            "GUICHET_SMTP_LISTEN": f"127.0.0.1:{port}",
            "GUICHET_SMTP_URL": outgoing.url,
            "GUICHET_MAIL_AUTHSERV_ID": "mx.rehearsal.example",
        }
        with installation(folder, more=more) as guichet:
            until(lambda: listens(port))
            given = {
                "storeId": guichet.store_id,
                "marketplace": "amazon-fr",
                "credentials": [{"name": "senderEmail", "value": SENDER}],
            }
            payload = guichet.ask(ACTIVATE, input=given)["activateChannel"]
            assert payload["errors"] == []
            inbound = payload["channel"]["inboundAddress"]
            amazon = RehearsalAmazon(inbound, "127.0.0.1", port, approved={SENDER})
            outgoing.peer.judge = amazon.judge
            yield House(guichet, amazon, outgoing.peer, box.mailbox)


def test_a_question_is_answered_and_the_answer_is_a_mail(house: House) -> None:
    case = house.amazon.open_case(MAYA, order_id=ORDER)
    files = [File("photo.jpg", "image/jpeg", b"\xff\xd8\xff photo")]
    house.amazon.write(case, "Où est ma lampe ?", files=files)
    discussion = until(lambda: house.discussions() or None)[0]
    assert discussion["orderId"] == ORDER
    assert discussion["messages"]["nodes"][0]["body"] == "Où est ma lampe ?"
    fetched = house.guichet.client.get(discussion["attachments"][0]["url"])
    assert fetched.content == b"\xff\xd8\xff photo"

    asked = {"discussionId": discussion["id"], "body": "Elle part ce soir.", "recipients": ["CUSTOMER"]}
    message = house.guichet.ask(REPLY, input=asked)["reply"]["message"]
    until(lambda: house.delivery(message["id"])[0] == "SENT")
    (answer,) = house.amazon.answers
    assert (answer["To"], answer["From"], answer["Reply-To"]) == (case.address, SENDER, house.amazon.inbound)
    assert answer.get_content().strip() == "Elle part ce soir."

    house.amazon.write(case, "Merci !", references=[str(answer["Message-ID"]).strip("<>")])
    until(lambda: len(house.discussions()[0]["messages"]["nodes"]) == 3)
    house.amazon.bounce(answer)
    until(lambda: house.delivery(message["id"])[0] == "FAILED")
    assert "not approved" in (house.delivery(message["id"])[1] or "")


def test_nothing_is_relayed_and_nothing_too_large_is_taken(house: House) -> None:
    with smtplib.SMTP("127.0.0.1", house.amazon.port, timeout=20) as session:
        session.ehlo()
        assert session.mail("someone@example.com")[0] == 250
        assert session.rcpt("victim@example.com")[0] == 550
        assert session.rcpt("nobody@in.example.org")[0] == 550
        session.rset()
        code, words = session.docmd(f"MAIL FROM:<a@example.com> SIZE={40_000_000}")
        assert code == 552, words
    with smtplib.SMTP("127.0.0.1", house.amazon.port, timeout=60) as session:
        session.helo("mta.example")
        session.docmd("MAIL FROM:<a@example.com>")
        session.rcpt(house.amazon.inbound)
        lines = b"x" * 998 + b"\r\n"
        code, words = session.data(b"Subject: x\r\n\r\n" + lines * 40_000)
        assert code == 552, words


def test_no_mail_is_lost_when_parts_are_killed(house: House) -> None:
    case = house.amazon.open_case(Buyer("Jonas", "t5hb2c8zv6n1mle"), order_id="404-5550177-5550177")
    before = int(house.guichet.ask("query { discussions { totalCount } }")["discussions"]["totalCount"])
    acknowledged = 0
    for number in range(40):
        if number == 10:
            os.kill(house.guichet.part("mail"), signal.SIGKILL)
        if number == 20:
            os.kill(house.guichet.part("worker"), signal.SIGKILL)
        acknowledged += _delivered(house, f"Message {number}", case)
    assert acknowledged == 40

    def all_here() -> bool:
        found = [d for d in house.discussions() if d["orderId"] == case.order_id]
        return bool(found) and len(found[0]["messages"]["nodes"]) == 40

    until(all_here)
    after = house.guichet.ask("query { discussions { totalCount } }")["discussions"]["totalCount"]
    assert after == before + 1


def _delivered(house: House, words: str, case: Case) -> int:
    """A sending server keeps trying the same mail until it is told that it is stored."""
    token = f"A0KILLED{words.rpartition(' ')[2]:0>8}"
    mail = buyer_mail(case, words, token, datetime.now(UTC), to=house.amazon.inbound)

    def attempt() -> bool:
        try:
            house.amazon.deliver(mail, "marketplace.amazon.fr")
        except (OSError, smtplib.SMTPException):
            return False
        return True

    return int(until(attempt))


def test_a_mailbox_is_read_beside_and_stays_as_it_is(house: House) -> None:
    case = house.amazon.open_case(Buyer("Nour", "n5hb2c8zv6n1mle"), order_id="404-5550155-5550155")
    written = buyer_mail(case, "Par la boîte", "A0BOX00000001", datetime.now(UTC), to=house.amazon.inbound)
    mail = crlf(house.amazon.proven(written, "marketplace.amazon.fr"))
    house.mailbox.put(b"To: somebody@example.com\r\nSubject: private\r\n\r\nnot yours\r\n")
    house.mailbox.put(mail)

    def found() -> list[str]:
        mine = [d for d in house.discussions() if d["orderId"] == case.order_id]
        return [message["body"] for one in mine for message in one["messages"]["nodes"]]

    until(found)
    house.amazon.carry("", mail)
    house.amazon.write(case, "Et par la porte")
    until(lambda: len(found()) > 1)
    assert sorted(found()) == ["Et par la porte", "Par la boîte"]
    kept = house.mailbox.folders["INBOX"].mails
    assert [one.flags for one in kept] == [set(), set()]


SENDERS, EACH = 6, 30


def test_every_mail_that_got_250_is_there_once_over_a_kill(house: House) -> None:
    """Sessions that send at once, as fast as they can; the receiver dies among them without a word."""
    cases = [
        house.amazon.open_case(Buyer(f"Lou {n}", f"lou{n:012d}"), order_id=f"404-555{n:04d}-5550166")
        for n in range(SENDERS)
    ]
    acknowledged: list[str] = []
    cut: list[str] = []
    with ThreadPoolExecutor(SENDERS) as senders:
        done = [senders.submit(_send_all, house, case, acknowledged, cut) for case in cases]
        for kills in (1, 2):
            until(partial(_holds, acknowledged, kills * SENDERS * EACH // 3))
            os.kill(house.guichet.part("mail"), signal.SIGKILL)
        os.kill(house.guichet.part("worker"), signal.SIGKILL)
        for one in done:
            one.result()
    assert cut, "the receiver died between two mails each time: nothing was shown"
    assert len(acknowledged) == len(set(acknowledged)) == SENDERS * EACH
    orders = {case.order_id for case in cases}

    def bodies() -> list[str]:
        mine = [d for d in house.discussions() if d["orderId"] in orders]
        return [message["body"] for found in mine for message in found["messages"]["nodes"]]

    until(lambda: len(bodies()) >= SENDERS * EACH)
    assert sorted(bodies()) == sorted(acknowledged)


def _holds(acknowledged: list[str], count: int) -> bool:
    return len(acknowledged) >= count


def _send_all(house: House, case: Case, acknowledged: list[str], cut: list[str]) -> None:
    """A sending server: over one session while it lasts, each mail again until it hears 250."""
    session: smtplib.SMTP | None = None
    for number in range(EACH):
        words = f"{case.buyer.name} says {number}"
        token = f"A0{case.buyer.alias.upper()[-8:]}{number:08d}"
        mail = crlf(house.amazon.proven(
            buyer_mail(case, words, token, datetime.now(UTC), to=house.amazon.inbound),
            "marketplace.amazon.fr",
        ))  # fmt: skip
        while words not in acknowledged:
            try:
                session = session or smtplib.SMTP("127.0.0.1", house.amazon.port, timeout=20)
                session.sendmail("bounce@amazonses.example", [house.amazon.inbound], mail)
                acknowledged.append(words)
            except (OSError, smtplib.SMTPException):
                cut.append(words)
                session = None
                until(lambda: listens(house.amazon.port))
    if session is not None:
        session.close()


def test_it_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    more = {"GUICHET_MAIL_DOMAIN": "in.example.org", "GUICHET_SMTP_LISTEN": f"127.0.0.1:{port}"}
    with installation(tmp_path, more=more) as guichet:
        until(lambda: listens(port))
        guichet.end()
        assert guichet.process.returncode == 0
        assert not listens(port)
