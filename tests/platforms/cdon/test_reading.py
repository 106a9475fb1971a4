"""The kinds of mail that CDON is known to send."""

from datetime import UTC, datetime

import pytest

from guichet.platforms.cdon.read import read
from guichet.platforms.mail import MailKind, Reading, parse_mail
from guichet.platforms.words import DiscussionType, ParticipantKind
from sandbox.cdon import errand, forwarded, order_news, relayed

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TO = "k3x@in.example.org"


def reading(raw: bytes) -> Reading:
    return read(parse_mail(raw), NOW)


def test_a_forwarded_question_is_the_customers_words() -> None:
    found = reading(
        forwarded("När kommer mitt paket?", to=TO, name="Åsa Lind", order="242900117", case=481516)
    )
    assert (found.kind, found.body, found.type) == (
        MailKind.MESSAGE, "När kommer mitt paket?", DiscussionType.ORDER,
    )  # fmt: skip
    assert found.order_id == "242900117"
    assert found.author is not None
    assert (found.author.kind, found.author.name) == (ParticipantKind.CUSTOMER, "Åsa Lind")
    assert found.reply_to is not None
    assert found.reply_to.email == "case+481516@cdon.com"


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("Ordernummer: 242900117", "242900117"),
        ("Ordrenummer 242900117", "242900117"),
        ("Tilausnumero: 242900117", "242900117"),
        ("Order number: 6d0c2f4e-3b0f-4a55-9a0e-51f5c1b7d210", "6d0c2f4e-3b0f-4a55-9a0e-51f5c1b7d210"),
        ("We ordered on 2026-11-20", None),
        ("in order to pay 12345678", None),
    ],
)
def test_order_numbers_in_four_languages(line: str, order: str | None) -> None:
    found = reading(relayed(f"Hej\n{line}", to=TO, name="Åsa", subject="Fråga", number=1))
    assert found.order_id == order


def test_an_errand_is_answered_in_reclaimit() -> None:
    found = reading(errand(to=TO, kind="Missing Shipment", errand_id=99881, order="242900117"))
    assert (found.kind, found.reply_to) == (MailKind.NOTICE, None)
    assert found.author is not None
    assert found.author.name == "Reclaimit"
    assert found.home == "errand:99881"
    assert {"errand:99881", "order:242900117"} <= set(found.references)


def test_news_of_an_order_cannot_be_answered() -> None:
    assert reading(order_news(to=TO, order="242900117")).reply_to is None


@pytest.mark.parametrize(
    "headers", ["Auto-Submitted: auto-replied", "Precedence: bulk", "Reply-To: no-reply@cdon.com"]
)
def test_nobody_reads_an_answer_to_a_machine(headers: str) -> None:
    raw = f"{headers}\r\nFrom: Kund <a@cdon.com>\r\nSubject: Hej\r\n\r\nHej".encode()
    found = reading(raw)
    assert (found.kind, found.reply_to) == (MailKind.NOTICE, None)


def test_an_unknown_layout_is_shown_and_can_be_answered() -> None:
    found = reading(b"From: Kund <a@cdon.com>\r\nSubject: Hej\r\n\r\nN\xe5got helt annat\r\n")
    assert (found.kind, found.body) == (MailKind.MESSAGE, "Något helt annat")
    assert found.home.startswith("subject:")


def test_html_alone_and_quotations() -> None:
    raw = (
        b"From: Kund <a@cdon.com>\r\nSubject: Sv: Hej\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n"
        b"<p>Tack f\xf6r svaret!</p><p>Fr\xe5n: Butiken<br>Skickat: den 20 november<br>Hej</p>"
    )
    assert reading(raw).body == "Tack för svaret!"


def test_the_same_topic_is_the_same_place() -> None:
    one = reading(relayed("a", to=TO, name="Åsa", subject="Min fråga", number=1))
    two = reading(relayed("b", to=TO, name="Åsa", subject="Sv: Re: Min fråga", number=2))
    assert one.home == two.home
