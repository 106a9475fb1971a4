"""Mailboxes bring mail by the door that SMTP uses: stored before they move on, once, and untouched."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection, connections
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel, Store
from guichet.accounts.models.keys import new_id
from guichet.inbox.models import Mailbox, MailState, MailWay, Message, RawMail, Unreadable
from guichet.sync.activate import activate_channel, update_channel
from guichet.sync.health import State, health_of
from guichet.sync.mail_fetch import LARGEST
from guichet.sync.mail_folder_lease import LEASE, LostMailboxError, advance
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.mail_mailbox import read_installation_mailbox
from guichet.sync.pull import synchronise
from guichet.sync.receive import keep_mail
from guichet.sync.replay import replay
from guichet.sync.sweep import sweep
from sandbox.amazon import Buyer, buyer_mail
from sandbox.mail import MailboxFault, RehearsalMailbox, RunningMailbox, Signer, listen_imap
from tests.cast import Company, Player
from tests.sync.mail.conftest import SENDER, Amazon

pytestmark = pytest.mark.django_db
MAYA = Buyer("Maya", "p7qz4m1xk9d2bvt")
ORDER = "404-5550199-5550199"


@pytest.fixture
def box() -> Iterator[RunningMailbox]:
    with listen_imap(RehearsalMailbox()) as running:
        yield running


@pytest.fixture
def installation(box: RunningMailbox, settings: LazySettings) -> RunningMailbox:
    settings.GUICHET_IMAP_URL = box.url()
    return box


@pytest.fixture
def own(
    box: RunningMailbox, settings: LazySettings, alice: Player, lumen: Company, mail_channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> Channel:  # fmt: skip
    """A channel whose mail comes to a mailbox of the seller's, signed by the marketplace."""
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = True
    monkeypatch.setattr("guichet.sync.mail_listen.txt_record", SIGNER.records.get)
    update_channel(alice.viewer, mail_channel.pk, None, {"imapUrl": box.url()})
    mail_channel.refresh_from_db()
    return mail_channel


SIGNER = Signer("amazon.fr")


def question(amazon: Amazon, words: str, to: str = "") -> bytes:
    """A buyer's mail, as their server hands it over."""
    case = amazon.open_case(MAYA, order_id=ORDER)
    token = f"A0MAILBOX{abs(hash(words)) % 10**12:012d}"
    mail = buyer_mail(case, words, token, datetime.now(UTC), to=to or amazon.inbound)
    return mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def proven(amazon: Amazon, words: str) -> bytes:
    return amazon.proven(question(amazon, words), "marketplace.amazon.fr")


def bodies() -> list[str]:
    for channel_id in RawMail.objects.values_list("channel_id", flat=True).distinct():
        ingest_mails(channel_id)
    return sorted(Message.objects.values_list("body", flat=True))


def test_the_installations_mailbox_is_routed_by_recipient(
    installation: RunningMailbox, amazon: Amazon, mail_channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    installation.mailbox.put(proven(amazon, "Par la boîte"))
    installation.mailbox.put(b"To: somebody@example.com\r\nSubject: private\r\n\r\nnot yours\r\n")
    noted = b"Delivered-To: " + amazon.inbound.upper().encode() + b"\r\n"
    installation.mailbox.put(noted + question(amazon, "Remise", "x@example.com"))
    with caplog.at_level(logging.INFO, "guichet.mail"):
        read_installation_mailbox()
    assert RawMail.objects.filter(channel=mail_channel, way=MailWay.MAILBOX).count() == 2
    assert bodies() == ["Par la boîte"]
    assert Mailbox.objects.get().unclaimed_count == 1
    assert "1 for no channel left there" in caplog.text
    assert "private" not in caplog.text
    assert all(not mail.flags for mail in installation.mailbox.folders["INBOX"].mails)
    assert len(installation.mailbox.folders["INBOX"].mails) == 3


def test_a_mail_for_nobody_is_not_even_fetched(installation: RunningMailbox, mail_channel: Channel) -> None:
    installation.mailbox.put(b"To: somebody@example.com\r\nSubject: private\r\n\r\nnot yours\r\n")
    read_installation_mailbox()
    assert not any("BODY.PEEK[]" in said for said in installation.mailbox.spoken)


def test_another_accounts_mail_is_another_accounts(
    installation: RunningMailbox, amazon: Amazon, bob: Player, mail_channel: Channel
) -> None:
    store = Store.objects.filter(account=bob.member.account).earliest("id")
    theirs = activate_channel(bob.viewer, store.pk, "amazon-fr", {"senderEmail": "bob@example.com"})
    installation.mailbox.put(
        amazon.proven(question(amazon, "Pour Bob", theirs.inbound_address), "marketplace.amazon.fr")
    )
    read_installation_mailbox()
    assert [mail.channel_id for mail in RawMail.objects.all()] == [theirs.pk]
    assert RawMail.objects.get().account_id == theirs.account_id


def test_read_again_brings_nothing_new(installation: RunningMailbox, amazon: Amazon) -> None:
    installation.mailbox.put(proven(amazon, "Une fois"))
    read_installation_mailbox()
    read_installation_mailbox()
    assert sum("BODY.PEEK[]" in said for said in installation.mailbox.spoken) == 1
    installation.mailbox.put(proven(amazon, "Une autre"))
    read_installation_mailbox()
    assert bodies() == ["Une autre", "Une fois"]


def test_a_vanished_validity_reads_again_without_doubles(
    installation: RunningMailbox, amazon: Amazon
) -> None:
    for number in range(3):
        installation.mailbox.put(proven(amazon, f"Numéro {number}"))
    read_installation_mailbox()
    del installation.mailbox.folders["INBOX"].mails[0]
    installation.mailbox.renumber()
    installation.mailbox.put(proven(amazon, "Nouveau"))
    read_installation_mailbox()
    assert (Mailbox.objects.get().uid_validity, Mailbox.objects.get().last_uid) == (2, 3)
    assert bodies() == ["Nouveau", "Numéro 0", "Numéro 1", "Numéro 2"]
    assert RawMail.objects.count() == 4


def test_the_same_mail_by_smtp_and_by_the_mailbox_is_one_message(
    installation: RunningMailbox, amazon: Amazon, mail_channel: Channel
) -> None:
    mail = proven(amazon, "Une seule")
    keep_mail(mail_channel, mail, "")
    installation.mailbox.put(mail)
    installation.mailbox.put(b"Delivered-To: " + amazon.inbound.encode() + b"\r\n" + mail)
    read_installation_mailbox()
    assert bodies() == ["Une seule"]


def test_a_line_that_breaks_loses_nothing(installation: RunningMailbox, amazon: Amazon) -> None:
    for number in range(3):
        installation.mailbox.put(proven(amazon, f"Numéro {number}"))
    installation.mailbox.faults = [MailboxFault.CUT_IN_FETCH]
    read_installation_mailbox()
    assert Mailbox.objects.get().last_uid == 0
    assert "broke off" in Mailbox.objects.get().trouble
    read_installation_mailbox()
    assert len(bodies()) == 3
    assert Mailbox.objects.get().trouble == ""


def test_a_reader_that_dies_over_a_batch_reads_it_again(
    installation: RunningMailbox, amazon: Amazon, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.mailbox.put(proven(amazon, "Bonjour"))

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("guichet.sync.mail_fetch.advance", die)
        with pytest.raises(KeyboardInterrupt):
            read_installation_mailbox()
    assert RawMail.objects.count() == 0
    read_installation_mailbox()
    assert bodies() == ["Bonjour"]


def test_forty_megabytes_are_not_fetched_and_said(own: Channel, amazon: Amazon, box: RunningMailbox) -> None:
    amazon.signer = SIGNER
    box.mailbox.put(question(amazon, "Trop") + b"x" * (LARGEST + 1))
    box.mailbox.put(proven(amazon, "Juste"))
    synchronise(own.pk)
    assert bodies() == ["Juste"]
    row = RawMail.objects.get(state=MailState.UNREADABLE)
    assert "38 MB" in row.why
    assert row.subject
    assert Unreadable.objects.get().why == row.why
    assert not any(said.endswith("UID FETCH 1 (BODY.PEEK[])") for said in box.mailbox.spoken)
    assert replay([own]).still_unreadable == 1
    assert RawMail.objects.get(id=row.pk).state == MailState.UNREADABLE


def test_a_mailbox_of_its_own_is_all_the_channels(own: Channel, amazon: Amazon, box: RunningMailbox) -> None:
    amazon.signer = SIGNER
    box.mailbox.put(amazon.proven(question(amazon, "Chez moi", "me@lumen.example"), ""))
    synchronise(own.pk)
    assert bodies() == ["Chez moi"]
    assert RawMail.objects.get().way == MailWay.OWN_MAILBOX
    own.refresh_from_db()
    assert health_of(own).state == State.HEALTHY


def test_results_in_a_mailbox_of_its_own_prove_nothing(
    own: Channel, amazon: Amazon, box: RunningMailbox
) -> None:
    """Its server is not ours: it may hand on a header that names ours, written by the sender."""
    forged = b"Authentication-Results: mx.rehearsal.example; dmarc=pass header.from=marketplace.amazon.fr\r\n"
    box.mailbox.put(forged + question(amazon, "Faux"))
    synchronise(own.pk)
    assert bodies() == []
    assert RawMail.objects.get().state == MailState.ASIDE


def test_a_password_that_no_longer_works_blocks_the_channel_and_says_so(
    own: Channel, box: RunningMailbox, alice: Player, caplog: pytest.LogCaptureFixture
) -> None:
    box.mailbox.password = "changed"
    synchronise(own.pk)
    own.refresh_from_db()
    health = health_of(own)
    assert health.state == State.BLOCKED
    assert "password" in (health.message or "")
    assert "s3cret" not in f"{health.message}{caplog.text}"
    update_channel(alice.viewer, own.pk, None, {"imapUrl": box.url()})
    synchronise(own.pk)
    own.refresh_from_db()
    assert health_of(own).state == State.HEALTHY


def test_the_trouble_of_the_installations_mailbox_is_said_on_the_page(
    installation: RunningMailbox, mail_channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    installation.mailbox.password = "changed"
    read_installation_mailbox()
    synchronise(mail_channel.pk)
    synchronise(mail_channel.pk)
    mail_channel.refresh_from_db()
    assert health_of(mail_channel).state == State.DEGRADED
    assert "GUICHET_IMAP_URL" in (health_of(mail_channel).message or "")
    assert "s3cret" not in caplog.text
    installation.mailbox.password = "s3cret word"
    read_installation_mailbox()
    synchronise(mail_channel.pk)
    mail_channel.refresh_from_db()
    assert health_of(mail_channel).state == State.HEALTHY


@pytest.mark.parametrize(
    ("password", "code"), [("wrong", ErrorCode.CREDENTIALS_REFUSED), (None, ErrorCode.UNREACHABLE)]
)
def test_activation_tries_the_mailbox(
    box: RunningMailbox, settings: LazySettings, alice: Player, lumen: Company, mail_channel: Channel,
    password: str | None, code: ErrorCode,
) -> None:  # fmt: skip
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = password is not None
    given = {"senderEmail": "other@lumen.example", "imapUrl": box.url(password=password)}
    with pytest.raises(RefusalError) as refused:
        activate_channel(alice.viewer, lumen.store.pk, "amazon-fr", given)
    assert refused.value.problems[0].code == code
    assert Channel.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_read_one_mailbox_at_once(installation: RunningMailbox, amazon: Amazon) -> None:
    for number in range(120):
        installation.mailbox.put(proven(amazon, f"Numéro {number}"))

    def read(_: int) -> None:
        try:
            read_installation_mailbox()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as readers:
        list(readers.map(read, range(4)))
    assert RawMail.objects.count() == 120
    fetched = [said for said in installation.mailbox.spoken if "BODY.PEEK[]" in said]
    assert len(fetched) == len(set(fetched))
    assert Mailbox.objects.get().held_until is None


def test_a_mailbox_in_another_hand_is_left_alone(installation: RunningMailbox, amazon: Amazon) -> None:
    read_installation_mailbox()
    Mailbox.objects.update(held_until=timezone.now() + timedelta(minutes=1))
    installation.mailbox.put(proven(amazon, "Plus tard"))
    read_installation_mailbox()
    assert RawMail.objects.count() == 0
    Mailbox.objects.update(held_until=timezone.now())
    read_installation_mailbox()
    assert RawMail.objects.count() == 1


def test_a_reader_who_died_leaves_the_mailbox_to_the_next(
    installation: RunningMailbox, amazon: Amazon
) -> None:
    read_installation_mailbox()
    installation.mailbox.put(proven(amazon, "Sans attendre"))
    Mailbox.objects.update(held_by=new_id(), held_until=timezone.now() + LEASE)
    with connection.cursor() as cursor:
        job = "(queue_name, task_name, status) VALUES ('default', 'mail.look', 'doing')"
        cursor.execute(f"INSERT INTO procrastinate_jobs {job}")
    read_installation_mailbox()
    assert RawMail.objects.count() == 0
    sweep()
    read_installation_mailbox()
    assert RawMail.objects.count() == 1


def test_who_has_the_channel_has_its_own_mailbox(own: Channel, amazon: Amazon, box: RunningMailbox) -> None:
    """One that died in it held both; of the two, the channel is free first."""
    synchronise(own.pk)
    died = Mailbox.objects.get()
    died.held_by = new_id()
    Mailbox.objects.update(held_by=died.held_by, held_until=timezone.now() + LEASE)
    box.mailbox.put(proven(amazon, "Sans attendre"))
    synchronise(own.pk)
    assert RawMail.objects.count() == 1
    with pytest.raises(LostMailboxError):
        advance(died, 1)


def test_answers_of_a_channel_with_its_own_mailbox_come_back_there(
    own: Channel, amazon: Amazon, box: RunningMailbox, alice: Player
) -> None:
    from guichet.inbox.actions.reply import ReplyRequest, reply
    from guichet.inbox.models import Discussion
    from guichet.platforms.words import ParticipantKind
    from guichet.sync.deliver import deliver

    amazon.signer = SIGNER
    box.mailbox.put(proven(amazon, "Bonjour"))
    synchronise(own.pk)
    assert bodies() == ["Bonjour"]
    message = reply(
        alice.viewer, ReplyRequest(Discussion.objects.get().pk, "Oui", [ParticipantKind.CUSTOMER])
    )
    deliver(message.pk)
    (answer,) = amazon.answers
    assert (answer["From"], answer["Reply-To"]) == (SENDER, SENDER)
