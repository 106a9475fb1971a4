"""Mail in and out of a whole installation, over real SMTP."""

import os
import signal
import smtplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox.amazon import Buyer, Case, RehearsalAmazon, buyer_mail
from sandbox.amazon.buyer import File
from sandbox.mail import MailPeer, listen
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
    with listen(MailPeer()) as outgoing:
        more = {
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
            yield House(guichet, amazon, outgoing.peer)


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


def test_it_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    more = {"GUICHET_MAIL_DOMAIN": "in.example.org", "GUICHET_SMTP_LISTEN": f"127.0.0.1:{port}"}
    with installation(tmp_path, more=more) as guichet:
        until(lambda: listens(port))
        assert guichet.end() < 10
        assert guichet.process.returncode == 0
        assert not listens(port)
