"""Mails are read together, and no mail stands in another's way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DataError, connections

from guichet.accounts.models import Channel
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.models import Discussion, MailState, Message, RawMail, Unreadable
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.receive import keep_mail
from guichet.sync.replay import replay
from sandbox.amazon import Buyer, buyer_mail
from tests.sync.mail.conftest import Amazon

MAYA = Buyer("Maya", "p7qz4m1xk9d2bvt")
ORDER = "404-5550199-5550199"


def waiting(amazon: Amazon, channel: Channel, count: int, *, orders: int = 1) -> None:
    """Mails that have arrived and that nobody has read yet."""
    for number in range(count):
        case = amazon.open_case(MAYA, order_id=f"404-555019{number % orders}-5550199")
        mail = buyer_mail(
            case, f"Message {number}", f"A0HANDFUL{number:08d}", datetime.now(UTC), to=amazon.inbound
        )
        keep_mail(channel, amazon.proven(mail, "marketplace.amazon.fr"), "")


@pytest.mark.django_db
def test_a_handful_of_one_discussion(amazon: Amazon, mail_channel: Channel) -> None:
    waiting(amazon, mail_channel, 60)
    assert ingest_mails(mail_channel.pk) == 60
    discussion = Discussion.objects.get()
    assert discussion.message_count == discussion.marketplace_message_count == 60
    assert discussion.messages.count() == 60
    assert (discussion.initiator or {})["name"] == "Maya"
    assert RawMail.objects.filter(message__discussion=discussion).count() == 60


@pytest.mark.django_db
def test_the_same_mail_twice_in_one_handful(amazon: Amazon, mail_channel: Channel) -> None:
    waiting(amazon, mail_channel, 2)
    head, gap, body = bytes(RawMail.objects.earliest("received_at").body).partition(b"\n\n")
    keep_mail(mail_channel, head + b"\nX-Other-Way: yes" + gap + body, "")
    ingest_mails(mail_channel.pk)
    assert Message.objects.count() == 2
    assert RawMail.objects.filter(state=MailState.DUPLICATE).count() == 1


@pytest.mark.django_db
def test_one_that_does_not_fit_leaves_the_others_alone(
    amazon: Amazon, mail_channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(amazon, mail_channel, 5)
    real = ingest_threads

    def picky(channel: Channel, threads: list) -> object:  # type: ignore[type-arg]
        if any(message.body == "Message 2" for thread in threads for message in thread.messages):
            raise DataError("does not fit")
        return real(channel, threads)

    monkeypatch.setattr("guichet.sync.mail_say.ingest_threads", picky)
    ingest_mails(mail_channel.pk)
    assert sorted(Message.objects.values_list("body", flat=True)) == [
        "Message 0", "Message 1", "Message 3", "Message 4",
    ]  # fmt: skip
    assert RawMail.objects.get(state=MailState.UNREADABLE).why == "It holds values that do not fit."
    assert Discussion.objects.get().message_count == 4
    monkeypatch.undo()
    assert replay([mail_channel]).read == 1
    assert Discussion.objects.get().message_count == 5
    assert Unreadable.objects.count() == 0


@pytest.mark.django_db
def test_what_is_still_unreadable_stays_listed(mail_channel: Channel) -> None:
    keep_mail(mail_channel, b"\x00\x01 no mail", "")
    ingest_mails(mail_channel.pk)
    assert replay([mail_channel]).still_unreadable == 1
    mail_channel.refresh_from_db()
    assert mail_channel.unreadable_count == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_say_everything_once(amazon: Amazon, mail_channel: Channel) -> None:
    waiting(amazon, mail_channel, 80, orders=3)

    def read(_: int) -> int:
        try:
            return ingest_mails(mail_channel.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as readers:
        looked_at = list(readers.map(read, range(4)))
    assert sum(looked_at) == 80
    assert Discussion.objects.count() == 3
    assert Message.objects.count() == 80
    assert sum(Discussion.objects.values_list("message_count", flat=True)) == 80


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_by_several_doors_at_once(amazon: Amazon, mail_channel: Channel) -> None:
    case = amazon.open_case(MAYA, order_id=ORDER)
    mail = amazon.proven(
        buyer_mail(case, "Une fois", "A0ONCE000001", datetime.now(UTC), to=amazon.inbound),
        "marketplace.amazon.fr",
    )

    def come(number: int) -> None:
        try:
            head, _, body = mail.partition(b"\n\n")
            keep_mail(mail_channel, head + f"\nX-Door: {number}\n\n".encode() + body, "")
            keep_mail(mail_channel, mail, "")
            ingest_mails(mail_channel.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as doors:
        list(doors.map(come, range(4)))
    ingest_mails(mail_channel.pk)
    assert Message.objects.count() == 1
    states = list(RawMail.objects.values_list("state", flat=True))
    assert (len(states), states.count(MailState.READ)) == (5, 1)
