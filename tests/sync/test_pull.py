"""What a synchronisation brings, once and only once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Attachment, Discussion, DiscussionStatus, Message, Order, RawPage
from guichet.sync.attachments import fetch_attachment
from guichet.sync.health import State, health_of, progress_of
from guichet.sync.pull import synchronise
from sandbox.mirakl import File, MiraklOperator, Post

pytestmark = pytest.mark.django_db


def test_a_first_synchronisation_brings_discussions_with_their_orders(
    channel: Channel, operator: MiraklOperator
) -> None:
    operator.add_thread("Bonjour,<br />je n'ai pas re&ccedil;u mon colis.")
    synchronise(channel.pk)
    discussion = Discussion.objects.get()
    assert discussion.messages.get().body == "Bonjour,\nje n'ai pas reçu mon colis."
    assert discussion.status == DiscussionStatus.OPEN
    assert not discussion.is_read
    assert discussion.needs_reply_since is not None
    order = Order.objects.get(marketplace_order_id=discussion.order_ref)
    assert order.fetched_at is not None
    assert order.data["lines"]


def test_synchronising_again_changes_nothing(channel: Channel, operator: MiraklOperator) -> None:
    operator.add_thread([Post("Une question."), Post("Voici la réponse.", "SHOP")])
    synchronise(channel.pk)
    before = list(Discussion.objects.values().order_by("id")), list(Message.objects.values().order_by("id"))
    synchronise(channel.pk)
    assert list(Message.objects.values().order_by("id")) == before[1]
    assert Discussion.objects.get().message_count == 2
    assert RawPage.objects.count() == 0


def test_a_poll_is_one_call(channel: Channel, operator: MiraklOperator) -> None:
    operator.fill(120)
    synchronise(channel.pk)
    seen = len(operator.calls.of())
    synchronise(channel.pk)
    assert [call.endpoint for call in operator.calls.of()[seen:]] == ["M11"]


def test_a_thread_longer_than_a_page_shows_is_read_in_whole(
    channel: Channel, operator: MiraklOperator
) -> None:
    operator.add_thread([Post(f"Message {n}", "CUSTOMER") for n in range(130)])
    synchronise(channel.pk)
    discussion = Discussion.objects.get()
    assert discussion.messages.count() == discussion.message_count == 130
    assert discussion.initiator is not None
    seen = len(operator.calls.of())
    operator.add_message(discussion.marketplace_discussion_id, "Encore moi")
    synchronise(channel.pk)
    assert discussion.messages.count() == 131
    assert "M10" not in [call.endpoint for call in operator.calls.of()[seen:]]


def test_what_a_person_set_stays(channel: Channel, operator: MiraklOperator) -> None:
    thread = operator.add_thread("Bonjour")
    synchronise(channel.pk)
    Discussion.objects.update(status=DiscussionStatus.SOLVED, is_read=True)
    operator.add_message(thread.id, "Toujours rien reçu.")
    synchronise(channel.pk)
    discussion = Discussion.objects.get()
    assert discussion.status == DiscussionStatus.SOLVED
    assert not discussion.is_read
    assert discussion.snippet == "Toujours rien reçu."


def test_the_first_synchronisation_goes_back_90_days(channel: Channel, operator: MiraklOperator) -> None:
    operator.fill(1, until=timezone.now() - timedelta(days=100))
    operator.fill(1, until=timezone.now() - timedelta(days=80))
    assert progress_of(channel) is not None
    synchronise(channel.pk)
    assert Discussion.objects.count() == 1
    channel.refresh_from_db()
    assert progress_of(channel) is None
    assert health_of(channel).state is State.HEALTHY


def test_attachments_come_with_their_bytes(channel: Channel, operator: MiraklOperator) -> None:
    operator.add_thread([Post("Voici la photo", "CUSTOMER", files=(File("photo é.png", b"\x89PNG bytes"),))])
    synchronise(channel.pk)
    attachment = Attachment.objects.get()
    fetch_attachment(attachment.pk)
    attachment.refresh_from_db()
    assert (attachment.state, attachment.size_bytes) == ("STORED", 10)


def test_a_refused_key_stops_the_channel_until_its_owner_acts(
    channel: Channel, operator: MiraklOperator
) -> None:
    operator.rotate_key()
    synchronise(channel.pk)
    channel.refresh_from_db()
    assert health_of(channel).state is State.BLOCKED
    seen = len(operator.calls.of())
    synchronise(channel.pk)
    assert len(operator.calls.of()) == seen


def test_a_busy_marketplace_is_left_alone_as_long_as_it_asks(
    channel: Channel, operator: MiraklOperator
) -> None:
    operator.faults.add("M11", "throttle", retry_after=120)
    synchronise(channel.pk)
    channel.refresh_from_db()
    assert channel.next_sync_at is not None
    assert channel.next_sync_at > timezone.now() + timedelta(seconds=100)
