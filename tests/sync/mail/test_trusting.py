"""What is not proven is kept, shown and left out, until a person lets it in."""

from uuid import uuid4

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.actions.accept_mail import accept_mail
from guichet.inbox.models import Discussion, MailState, Message, RawMail
from guichet.inbox.queries.mails_aside import mails_aside
from guichet.platforms.errors import Busy
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.receive import inbound_channel, keep_mail
from sandbox.amazon import Buyer, Case, buyer_mail
from sandbox.mail import Signer
from tests.cast import Player
from tests.sync.mail.conftest import Amazon

pytestmark = pytest.mark.django_db
MAYA = Buyer("Maya", "p7qz4m1xk9d2bvt")
ORDER = "404-5550199-5550199"


@pytest.fixture
def forged(amazon: Amazon) -> RawMail:
    """A mail that names a real buyer and that nobody vouches for."""
    case = amazon.open_case(MAYA, order_id=ORDER)
    mail = amazon.write(case, "Bonjour")
    Message.objects.update(body="Bonjour")
    fake = mail.replace(b"Bonjour", b"Envoyez l'argent")
    amazon.carry("", fake)
    return RawMail.objects.latest("received_at")


def test_it_is_in_no_discussion_and_listed(forged: RawMail, alice: Player, mail_channel: Channel) -> None:
    assert forged.state == MailState.ASIDE
    assert forged.why
    assert Discussion.objects.get().message_count == 1
    assert [mail.pk for mail in mails_aside(alice.viewer, mail_channel.pk)] == [forged.pk]


def test_it_cannot_suppress_the_real_one(amazon: Amazon, mail_channel: Channel) -> None:
    case = amazon.open_case(MAYA, order_id=ORDER)
    from datetime import UTC, datetime

    real = buyer_mail(case, "Vrai", "A0REALMESSAGE000001", datetime.now(UTC), to=mail_channel.inbound_address)
    amazon.carry("", real.replace(b"Vrai", b"Faux"))
    amazon.deliver(real, "marketplace.amazon.fr")
    assert [message.body for message in Message.objects.all()] == ["Vrai"]


def test_a_person_lets_it_in_and_it_still_suppresses_nothing(
    forged: RawMail, alice: Player, mail_channel: Channel
) -> None:
    accept_mail(alice.viewer, forged.pk)
    ingest_mails(mail_channel.pk)
    forged.refresh_from_db()
    assert forged.state == MailState.READ
    assert (forged.message_key or "").startswith("hand:")
    assert Discussion.objects.get().message_count == 2


def test_only_who_manages_may_let_in(forged: RawMail, rita: Player, charlie: Player, bob: Player) -> None:
    for player in (rita, charlie):
        with pytest.raises(RefusalError):
            accept_mail(player.viewer, forged.pk)
    with pytest.raises(RefusalError) as refused:
        accept_mail(bob.viewer, forged.pk)
    assert refused.value.problems[0].code == ErrorCode.NOT_FOUND
    assert mails_aside(bob.viewer, forged.channel_id) == []
    with pytest.raises(RefusalError) as hidden:
        mails_aside(charlie.viewer, forged.channel_id)
    assert hidden.value.problems[0].code == ErrorCode.FORBIDDEN


def test_what_is_not_aside_cannot_be_let_in(amazon: Amazon, alice: Player) -> None:
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour")
    with pytest.raises(RefusalError):
        accept_mail(alice.viewer, RawMail.objects.get().pk)
    with pytest.raises(RefusalError):
        accept_mail(alice.viewer, uuid4())


def test_a_stranger_let_in_cannot_be_answered(mail_channel: Channel, alice: Player, amazon: Amazon) -> None:
    keep_mail(mail_channel, b"From: a@example.com\r\nSubject: Hello\r\n\r\nPlease call me", "")
    ingest_mails(mail_channel.pk)
    accept_mail(alice.viewer, RawMail.objects.get().pk)
    ingest_mails(mail_channel.pk)
    discussion = Discussion.objects.get()
    assert discussion.possible_recipients == []
    assert discussion.subject == "Hello"


def test_signatures_are_checked_when_no_server_is_named(
    amazon: Amazon, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GUICHET_MAIL_AUTHSERV_ID = None  # type: ignore[attr-defined]
    signer = Signer("amazon.fr")
    amazon.signer = signer
    monkeypatch.setattr("guichet.sync.mail_listen.txt_record", signer.records.get)
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Signé")
    amazon.signer = Signer("amazon.fr")
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Mal signé")
    assert [message.body for message in Message.objects.all()] == ["Signé"]


def test_silent_dns_delays_and_does_not_distrust(
    amazon: Amazon, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GUICHET_MAIL_AUTHSERV_ID = None  # type: ignore[attr-defined]
    signer = Signer("amazon.fr")
    amazon.signer = signer

    def silent(name: str) -> str | None:
        raise Busy("DNS does not answer.")

    monkeypatch.setattr("guichet.sync.mail_listen.txt_record", silent)
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Patience")
    mail = RawMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.NEW, 1)
    monkeypatch.setattr("guichet.sync.mail_listen.txt_record", signer.records.get)
    RawMail.objects.update(look_at=mail.received_at)
    ingest_mails(mail.channel_id)
    assert Message.objects.get().body == "Patience"


def test_an_address_of_another_channel_is_another_channel(amazon: Amazon, mail_channel: Channel) -> None:
    assert inbound_channel(mail_channel.inbound_address.upper()) == mail_channel
    assert inbound_channel("") is None
    assert inbound_channel(f"x{mail_channel.inbound_address}") is None
    assert isinstance(amazon.open_case(MAYA), Case)
