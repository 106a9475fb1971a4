"""A reply leaves once, whatever happens to its answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.actions.cancel_message import cancel_message
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.retry_message import retry_message
from guichet.inbox.models import Delivery, Discussion, DiscussionStatus, Message
from guichet.platforms.words import ParticipantKind
from guichet.sync.check import check
from guichet.sync.deliver import deliver
from guichet.sync.pull import synchronise
from guichet.sync.sweep import sweep
from sandbox.mirakl import MiraklOperator
from tests.cast import Player

pytestmark = pytest.mark.django_db
CUSTOMER = [ParticipantKind.CUSTOMER]


@pytest.fixture
def discussion(channel: Channel, operator: MiraklOperator) -> Discussion:
    """A customer waits for an answer."""
    operator.add_thread("Bonjour, où est ma lampe ?")
    synchronise(channel.pk)
    return Discussion.objects.get()


def answered(alice: Player, discussion: Discussion, body: str = "Elle part ce soir.") -> Message:
    """Alice answers the customer."""
    return reply(alice.viewer, ReplyRequest(discussion.pk, body, CUSTOMER))


def at_the_marketplace(operator: MiraklOperator, body: str) -> int:
    """How often the marketplace holds this text."""
    return sum(m.body == body for thread in operator.state.threads.values() for m in thread.messages)


def look_now(message: Message) -> None:
    """Time passes until the message is looked at again."""
    Message.objects.filter(id=message.pk).update(look_at=timezone.now())


def test_a_reply_is_queued_then_sent_then_confirmed(
    alice: Player, channel: Channel, discussion: Discussion, operator: MiraklOperator
) -> None:
    request = ReplyRequest(discussion.pk, "Elle part ce soir.", CUSTOMER, then_status=DiscussionStatus.SOLVED)
    message = reply(alice.viewer, request)
    discussion.refresh_from_db()
    assert (message.delivery, discussion.status) == (Delivery.QUEUED, DiscussionStatus.SOLVED)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT
    synchronise(channel.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    discussion.refresh_from_db()
    assert discussion.messages.count() == discussion.message_count == 2
    assert discussion.needs_reply_since is None


def test_delivering_twice_sends_once(alice: Player, discussion: Discussion, operator: MiraklOperator) -> None:
    message = answered(alice, discussion)
    deliver(message.pk)
    deliver(message.pk)
    assert at_the_marketplace(operator, "Elle part ce soir.") == 1


def test_one_key_is_one_reply(alice: Player, discussion: Discussion) -> None:
    request = ReplyRequest(discussion.pk, "Bonjour", CUSTOMER, idempotency_key="k1")
    assert reply(alice.viewer, request).pk == reply(alice.viewer, request).pk


@pytest.mark.parametrize("fault", ["accepted_then_reset", "accepted_then_bad_gateway"])
def test_a_lost_answer_is_looked_up_and_not_sent_again(
    alice: Player, discussion: Discussion, operator: MiraklOperator, fault: str
) -> None:
    operator.faults.add("M12", fault, times=1)  # type: ignore[arg-type]
    message = answered(alice, discussion)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CHECKING
    look_now(message)
    check(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert at_the_marketplace(operator, "Elle part ce soir.") == 1
    assert discussion.messages.count() == 2


def test_what_never_arrived_fails_after_the_platforms_time_and_can_be_sent_again(
    alice: Player, discussion: Discussion, operator: MiraklOperator
) -> None:
    operator.faults.add("M12", "reset", times=1)
    message = answered(alice, discussion)
    deliver(message.pk)
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.filter(id=message.pk).update(
        attempted_at=long_ago, leaves_at=long_ago, created_at=long_ago
    )
    look_now(message)
    check(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert "sent again" in (message.delivery_error or "")
    retry_message(alice.viewer, message.pk)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT
    assert at_the_marketplace(operator, "Elle part ce soir.") == 1


def test_a_retry_finds_what_arrived_late(
    alice: Player, discussion: Discussion, operator: MiraklOperator
) -> None:
    operator.faults.add("M12", "accepted_then_reset", times=1)
    message = answered(alice, discussion)
    deliver(message.pk)
    Message.objects.filter(id=message.pk).update(delivery=Delivery.FAILED, delivery_error="gave up")
    retry_message(alice.viewer, message.pk)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert at_the_marketplace(operator, "Elle part ce soir.") == 1


def test_a_refusal_carries_the_operators_reason(
    alice: Player, discussion: Discussion, operator: MiraklOperator
) -> None:
    message = answered(alice, discussion)
    operator.state.threads.clear()
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert message.delivery_error


def test_a_busy_marketplace_keeps_the_reply_queued(
    alice: Player, discussion: Discussion, operator: MiraklOperator
) -> None:
    operator.faults.add("M12", "throttle", retry_after=60, times=1)
    message = answered(alice, discussion)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.QUEUED
    assert message.look_at is not None
    assert message.look_at > timezone.now() + timedelta(seconds=50)


def test_a_message_read_back_before_its_answer_came_is_shown_once(
    alice: Player, channel: Channel, discussion: Discussion, operator: MiraklOperator
) -> None:
    message = answered(alice, discussion)
    Message.objects.filter(id=message.pk).update(
        delivery=Delivery.SENDING, attempted_at=timezone.now(), look_at=timezone.now()
    )
    operator.add_message(discussion.marketplace_discussion_id, "Elle part ce soir.", by="SHOP")
    synchronise(channel.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert discussion.messages.count() == 2


def test_the_sweep_looks_for_what_a_dead_worker_was_sending(alice: Player, discussion: Discussion) -> None:
    message = answered(alice, discussion)
    Message.objects.filter(id=message.pk).update(
        delivery=Delivery.SENDING, attempted_at=timezone.now(), look_at=timezone.now()
    )
    sweep()
    message.refresh_from_db()
    assert message.delivery == Delivery.CHECKING


def test_replies_of_a_discussion_leave_in_their_order(
    alice: Player, discussion: Discussion, operator: MiraklOperator
) -> None:
    first, second = answered(alice, discussion, "Un moment"), answered(alice, discussion, "Deux")
    deliver(second.pk)
    second.refresh_from_db()
    assert second.delivery == Delivery.QUEUED
    deliver(first.pk)
    deliver(second.pk)
    second.refresh_from_db()
    assert second.delivery == Delivery.SENT


def test_a_held_reply_can_be_taken_back_until_it_leaves(alice: Player, discussion: Discussion) -> None:
    held = reply(alice.viewer, ReplyRequest(discussion.pk, "Un instant", CUSTOMER, hold_seconds=60))
    deliver(held.pk)
    assert cancel_message(alice.viewer, held.pk).body == "Un instant"
    assert discussion.messages.count() == 1
    gone = answered(alice, discussion)
    deliver(gone.pk)
    with pytest.raises(RefusalError) as refusal:
        cancel_message(alice.viewer, gone.pk)
    assert refusal.value.problems[0].code is ErrorCode.CONFLICT


def test_a_channel_that_is_off_sends_nothing(
    alice: Player, channel: Channel, discussion: Discussion, operator: MiraklOperator
) -> None:
    message = answered(alice, discussion)
    Channel.objects.filter(id=channel.pk).update(is_enabled=False)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert at_the_marketplace(operator, "Elle part ce soir.") == 0
