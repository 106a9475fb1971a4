"""A mail becomes a message, once, in the right discussion."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guichet.accounts.models import Channel
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.files import open_file
from guichet.inbox.models import (
    Attachment,
    AttachmentState,
    Discussion,
    DiscussionStatus,
    MailState,
    Message,
    Order,
    RawMail,
)
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.orders import fetch_orders_of
from guichet.sync.pull import synchronise
from guichet.sync.receive import keep_mail
from guichet.sync.sweep import sweep
from sandbox.amazon import Buyer
from sandbox.amazon.buyer import File
from tests.cast import Player
from tests.sync.mail.conftest import Amazon

pytestmark = pytest.mark.django_db
MAYA = Buyer("Maya", "p7qz4m1xk9d2bvt")
JONAS = Buyer("Jonas", "t5hb2c8zv6n1mle")
ORDER = "404-5550199-5550199"
NOW = datetime.now(UTC)


def state_of(subject_part: str) -> list[str]:
    rows = RawMail.objects.filter(subject__contains=subject_part).order_by("id")
    return list(rows.values_list("state", flat=True))


def test_an_address_that_nobody_can_guess(mail_channel: Channel) -> None:
    local, _, domain = mail_channel.inbound_address.partition("@")
    assert (len(local), domain) == (20, "in.example.org")


def test_a_question_becomes_a_discussion(amazon: Amazon, mail_channel: Channel) -> None:
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Où est ma lampe ?")
    (discussion,) = Discussion.objects.all()
    (message,) = discussion.messages.all()
    assert (discussion.type, discussion.order_ref, discussion.is_read) == ("ORDER", ORDER, False)
    assert (message.body, message.author_name, message.author_kind) == (
        "Où est ma lampe ?", "Maya", "CUSTOMER",
    )  # fmt: skip
    assert discussion.needs_reply_since is not None
    assert discussion.reply_due_at == discussion.needs_reply_since + timedelta(hours=24)
    assert Order.objects.get().marketplace_order_id == ORDER
    assert discussion.possible_recipients[0]["email"].endswith("@marketplace.amazon.fr")


def test_the_same_mail_twice_is_one_message(amazon: Amazon) -> None:
    case = amazon.open_case(MAYA, order_id=ORDER)
    mail = amazon.write(case, "Bonjour")
    amazon.deliver(mail, "marketplace.amazon.fr")
    amazon.deliver(b"Received: by another way\r\n" + mail, "marketplace.amazon.fr")
    other_id = mail.replace(b"-000000@eu-west-1", b"-000001@eu-west-1")
    amazon.deliver(other_id, "marketplace.amazon.fr")
    assert Message.objects.count() == 1
    assert state_of("Maya") == [MailState.READ, MailState.DUPLICATE, MailState.DUPLICATE]


def test_an_order_is_one_discussion_whatever_its_status(amazon: Amazon, alice: Player) -> None:
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour")
    discussion = Discussion.objects.get()
    set_status(alice.viewer, [discussion.pk], DiscussionStatus.CLOSED)
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Toujours rien")
    discussion.refresh_from_db()
    assert (discussion.message_count, discussion.status) == (2, DiscussionStatus.CLOSED)
    assert (discussion.initiator or {}).get("name") == "Maya"


def test_a_follow_up_without_an_order_finds_its_case(amazon: Amazon) -> None:
    case = amazon.open_case(MAYA, order_id=ORDER)
    amazon.write(case, "Bonjour")
    amazon.write(amazon.cases[case.address], "Merci", subject="Message")
    bare = amazon.open_case(MAYA, asin="")
    amazon.write(bare, "Encore moi", subject="Message")
    assert Discussion.objects.count() == 1
    assert Message.objects.count() == 3


def test_another_buyer_and_another_product_open_their_own(amazon: Amazon) -> None:
    amazon.write(amazon.open_case(MAYA, asin="B0FAKE0001"), "Question un")
    amazon.write(amazon.open_case(JONAS, asin="B0FAKE0001"), "Question deux")
    amazon.write(amazon.open_case(MAYA, asin="B0FAKE0002"), "Question trois")
    assert Discussion.objects.count() == 3
    assert set(Discussion.objects.values_list("type", flat=True)) == {"PRODUCT"}


def test_a_question_that_becomes_an_order_is_promoted(amazon: Amazon) -> None:
    case = amazon.open_case(MAYA)
    amazon.write(case, "Est-elle en stock ?")
    amazon.write(case, "Commandée !", subject=f"x (Commande : {ORDER})")
    discussion = Discussion.objects.get()
    assert (discussion.type, discussion.order_ref, discussion.message_count) == ("ORDER", ORDER, 2)


def test_two_orders_of_one_buyer_stay_apart(amazon: Amazon) -> None:
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "La première")
    amazon.write(amazon.open_case(MAYA, order_id="404-5550188-5550188"), "La seconde")
    assert Discussion.objects.count() == 2


def test_files_are_stored_with_their_message(amazon: Amazon) -> None:
    files = [File("photo.jpg", "image/jpeg", b"\xff\xd8\xff photo"), File("vide.pdf", "application/pdf", b"")]
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Voici", files=files)
    stored, empty = Attachment.objects.order_by("file_name")
    assert (stored.state, empty.state) == (AttachmentState.STORED, AttachmentState.FAILED)
    with open_file(stored) as stream:
        assert stream.read() == b"\xff\xd8\xff photo"


def test_a_return_joins_its_order_and_cannot_be_answered_by_itself(amazon: Amazon) -> None:
    amazon.notify("RETURN_REQUEST", ORDER, "Un client souhaite retourner un article.")
    discussion = Discussion.objects.get()
    assert (discussion.order_ref, discussion.possible_recipients) == (ORDER, [])
    assert discussion.needs_reply_since is None
    case = amazon.open_case(MAYA, order_id=ORDER)
    amazon.write(case, "Comment faire ?")
    amazon.notify("REFUND_ISSUED", ORDER, "Remboursement effectué.")
    discussion.refresh_from_db()
    assert discussion.message_count == 3
    assert [person["email"] for person in discussion.possible_recipients] == [case.address]


def test_a_late_mail_does_not_change_whom_is_answered(amazon: Amazon) -> None:
    newer, older = amazon.open_case(MAYA, order_id=ORDER), amazon.open_case(MAYA, order_id=ORDER)
    amazon.write(newer, "Plus récent", at=NOW)
    amazon.write(older, "Plus ancien", at=NOW - timedelta(hours=5))
    discussion = Discussion.objects.get()
    assert discussion.possible_recipients[0]["email"] == newer.address
    assert discussion.snippet == "Plus récent"


def test_a_copy_joins_the_one_buyer_of_that_name(amazon: Amazon) -> None:
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour")
    amazon.copy(MAYA, "Bonjour Maya,\nelle est partie.")
    discussion = Discussion.objects.get()
    newest = discussion.messages.latest("sent_at", "id")
    assert (newest.author_kind, newest.body) == ("MERCHANT", "Bonjour Maya,\nelle est partie.")
    assert discussion.needs_reply_since is None


def test_a_copy_waits_for_its_question_and_joins_nothing_when_two_could_be_meant(amazon: Amazon) -> None:
    amazon.copy(MAYA, "Bonjour Maya")
    waiting = RawMail.objects.get()
    assert waiting.state == MailState.NEW
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour")
    RawMail.objects.filter(id=waiting.pk).update(look_at=NOW)
    ingest_mails(waiting.channel_id)
    assert Discussion.objects.get().message_count == 2
    amazon.write(
        amazon.open_case(Buyer("Maya", "zzzzzzzzzzzzzzz"), order_id="404-5550177-5550177"), "Moi aussi"
    )
    amazon.copy(MAYA, "À qui ?")
    assert RawMail.objects.latest("received_at").state == MailState.IGNORED


def test_what_nobody_can_read_is_kept_and_shown(mail_channel: Channel, amazon: Amazon) -> None:
    keep_mail(mail_channel, b"\x00\x01 no mail at all", "")
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour")
    mail_channel.refresh_from_db()
    assert mail_channel.unreadable_count == 1
    assert Message.objects.count() == 1


def test_a_parser_that_stumbles_does_not_hold_up_the_rest(
    mail_channel: Channel, amazon: Amazon, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("guichet.platforms.amazon.connector.read", lambda *_: 1 / 0)
        amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour")
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Encore")
    assert [mail.state for mail in RawMail.objects.order_by("id")] == [MailState.UNREADABLE, MailState.READ]


def test_a_mail_whose_job_is_lost_is_found(mail_channel: Channel, amazon: Amazon) -> None:
    mail = amazon.proven(amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour"), "x.example")
    RawMail.objects.all().delete()
    Message.objects.all()
    keep_mail(mail_channel, mail + b"\r\n", "")
    RawMail.objects.update(look_at=NOW - timedelta(minutes=5))
    from procrastinate.contrib.django.models import ProcrastinateJob

    before = ProcrastinateJob.objects.filter(task_name="mail.ingest").count()
    assert before == 1
    sweep()
    assert RawMail.objects.get().state == MailState.NEW


def test_without_access_to_orders_nobody_is_asked_for_them(amazon: Amazon, mail_channel: Channel) -> None:
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Bonjour")
    fetch_orders_of(mail_channel.pk)
    assert Order.objects.get().fetch_after is None
    mail_channel.refresh_from_db()
    assert mail_channel.missing_rights == []


def test_a_synchronisation_of_a_mail_channel_ends_well(mail_channel: Channel) -> None:
    synchronise(mail_channel.pk)
    synchronise(mail_channel.pk)
    mail_channel.refresh_from_db()
    assert mail_channel.health == "HEALTHY"
    assert mail_channel.backfill_done_at is not None
    assert mail_channel.last_sync_at is not None


def test_all_samples_together(mail_channel: Channel, amazon: Amazon, shared: Path) -> None:
    for path in sorted((shared / "reference" / "amazon" / "mails").glob("*.eml")):
        raw = path.read_bytes().replace(b"mx.inbox.example;", b"mx.rehearsal.example;")
        amazon.carry("", raw)
    found = {
        discussion.order_ref or discussion.type: discussion.message_count
        for discussion in Discussion.objects.all()
    }
    assert found == {
        "202-5550101-5550101": 2,
        "404-5550102-5550102": 2,
        "PRODUCT": 1,
        "406-5550104-5550104": 1,
        "408-5550105-5550105": 2,
    }
