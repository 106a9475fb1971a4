"""Jobs wake what the rows say, and a queue that was emptied loses nothing."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Attachment, Delivery, Discussion, Message, Order
from guichet.platforms.words import ParticipantKind
from guichet.sync.due import LostLeaseError, claim, release, renew
from guichet.sync.sweep import sweep
from sandbox.mirakl import File, MiraklOperator, Post
from tests.cast import Player
from tests.working import poll_due, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def empty_the_queue() -> None:
    """Every waiting job is lost."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def test_activation_wakes_the_first_synchronisation(channel: Channel, operator: MiraklOperator) -> None:
    operator.add_thread([Post("Voici la photo", "CUSTOMER", files=(File("a.png", b"\x89PNG"),))])
    run_jobs()
    assert Discussion.objects.count() == 1
    assert Attachment.objects.get().state == "STORED"
    assert Order.objects.get().fetched_at is not None


def test_a_reply_leaves_by_its_job(channel: Channel, operator: MiraklOperator, alice: Player) -> None:
    operator.add_thread("Bonjour")
    run_jobs()
    request = ReplyRequest(Discussion.objects.get().pk, "Bonjour à vous", [ParticipantKind.CUSTOMER])
    message = reply(alice.viewer, request)
    run_jobs()
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT


def test_a_reply_that_is_rolled_back_leaves_no_job(
    channel: Channel, operator: MiraklOperator, alice: Player
) -> None:
    operator.add_thread("Bonjour")
    run_jobs()
    discussion = Discussion.objects.get()
    with transaction.atomic():
        reply(alice.viewer, ReplyRequest(discussion.pk, "Bonjour à vous", [ParticipantKind.CUSTOMER]))
        transaction.set_rollback(True)
    run_jobs()
    assert operator.calls.of("M12") == []


def test_the_sweep_finds_what_an_emptied_queue_lost(
    channel: Channel, operator: MiraklOperator, alice: Player
) -> None:
    operator.add_thread([Post("Voici la photo", "CUSTOMER", files=(File("a.png", b"\x89PNG"),))])
    empty_the_queue()
    assert poll_due() == 1
    run_jobs()
    discussion = Discussion.objects.get()
    reply(alice.viewer, ReplyRequest(discussion.pk, "Bonjour à vous", [ParticipantKind.CUSTOMER]))
    empty_the_queue()
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Message.objects.filter(delivery=Delivery.QUEUED).update(look_at=an_hour_ago)
    Attachment.objects.update(state="WAITING", next_try_at=an_hour_ago)
    Order.objects.update(fetch_after=an_hour_ago)
    sweep()
    run_jobs()
    assert Message.objects.get(author_kind="MERCHANT").delivery == Delivery.SENT
    assert Attachment.objects.get().state == "STORED"
    assert Order.objects.get().fetch_after is None


def test_a_poll_that_finds_nothing_leaves_no_job_and_frees_its_channel(
    channel: Channel, operator: MiraklOperator
) -> None:
    run_jobs()
    operator.calls.clear()
    Channel.objects.update(next_sync_at=timezone.now())
    assert [poll_due(), poll_due()] == [1, 0]
    assert len(operator.calls.of("M11")) == 1
    left = Channel.objects.get()
    assert (left.held_by, left.held_until, left.quiet_runs) == (None, None, 2)
    assert left.next_sync_at is not None
    assert left.next_sync_at > timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        assert cursor.fetchone() == (0,)


def test_a_channel_is_held_by_one_run_at_a_time(channel: Channel) -> None:
    held = claim(channel.pk)
    assert held is not None
    assert claim(channel.pk) is None
    release(held)
    again = claim(channel.pk)
    assert again is not None


def test_a_run_whose_lease_expired_cannot_move_the_cursor(channel: Channel, operator: MiraklOperator) -> None:
    first = claim(channel.pk)
    assert first is not None
    Channel.objects.filter(id=channel.pk).update(held_until=timezone.now())
    assert claim(channel.pk) is not None
    with pytest.raises(LostLeaseError):
        renew(first)
