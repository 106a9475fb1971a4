"""The clock is put forward or back by an hour: nothing is sent twice, and nothing waits for the hour."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.events.models import Webhook
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import BulkAct, BulkKind, Delivery, Discussion, Message
from guichet.platforms.words import ParticipantKind
from guichet.sync.check import check
from guichet.sync.clock_step import heal
from guichet.sync.deliver import deliver
from guichet.sync.pull import synchronise
from guichet.sync.sweep import sweep
from sandbox.mirakl import MiraklOperator
from tests.cast import Player
from tests.working import poll_due

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Step = Callable[[timedelta], None]


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Step:
    """Puts the clock of this machine, and nobody else's."""
    real = timezone.now

    def put(by: timedelta) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: real() + by)

    return put


@pytest.fixture
def asked(channel: Channel, operator: MiraklOperator) -> Discussion:
    """A customer waits for an answer."""
    operator.add_thread("Bonjour, où est ma lampe ?")
    synchronise(channel.pk)
    return Discussion.objects.get()


def answer(alice: Player, asked: Discussion, hold_seconds: int = 0) -> Message:
    request = ReplyRequest(
        asked.pk, "Elle part ce soir.", [ParticipantKind.CUSTOMER], hold_seconds=hold_seconds
    )
    return reply(alice.viewer, request)


def state_of(message: Message) -> str:
    return Message.objects.get(pk=message.pk).delivery


def once(operator: MiraklOperator) -> bool:
    return len(operator.sent()) == 1 and len(operator.calls.of("M12")) == 1


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_a_reply_whose_answer_was_lost_is_found_and_sent_once(
    alice: Player, asked: Discussion, operator: MiraklOperator, step: Step, by: timedelta
) -> None:
    operator.faults.add("M12", "accepted_then_reset", times=1)
    message = answer(alice, asked)
    deliver(message.pk)
    assert state_of(message) == Delivery.CHECKING
    step(by)
    sweep()
    Message.objects.filter(
        pk=message.pk, look_at__gt=timezone.now(), look_at__lt=timezone.now() + HOUR / 2
    ).update(look_at=timezone.now())
    deliver(message.pk)
    check(message.pk)
    assert state_of(message) == Delivery.CONFIRMED
    assert once(operator)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_a_reply_on_the_wire_is_never_sent_by_another(
    alice: Player, asked: Discussion, operator: MiraklOperator, step: Step, by: timedelta
) -> None:
    message = answer(alice, asked)
    lease = timezone.now() + timedelta(seconds=330)
    Message.objects.filter(pk=message.pk).update(
        delivery=Delivery.SENDING, attempted_at=timezone.now(), look_at=lease
    )
    step(by)
    sweep()
    deliver(message.pk)
    check(message.pk)
    assert not operator.calls.of("M12")


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_a_channel_goes_on(
    channel: Channel, asked: Discussion, operator: MiraklOperator, step: Step, by: timedelta
) -> None:
    """Also one whose worker died with its lease."""
    now = timezone.now()
    held = Channel.objects.filter(pk=channel.pk)
    held.update(
        held_by=new_id(), held_until=now + timedelta(seconds=120), next_sync_at=now + timedelta(minutes=5)
    )
    operator.add_message(asked.marketplace_discussion_id, "Toujours rien")
    step(by)
    sweep()
    assert poll_due() == 1
    assert asked.messages.count() == 2
    next_sync_at = held.get().next_sync_at
    assert next_sync_at is not None
    assert abs(next_sync_at - timezone.now()) < HOUR / 2


def test_a_hold_keeps_its_length(
    alice: Player, asked: Discussion, operator: MiraklOperator, step: Step
) -> None:
    message = answer(alice, asked, hold_seconds=600)
    step(-HOUR)
    sweep()
    deliver(message.pk)
    assert state_of(message) == Delivery.QUEUED
    left = _leaves(message) - timezone.now()
    assert timedelta(seconds=590) < left <= timedelta(seconds=600)
    step(-HOUR + timedelta(seconds=601))
    deliver(message.pk)
    assert once(operator)


def test_a_webhook_and_a_bulk_act_of_a_dead_worker_go_on(alice: Player, step: Step) -> None:
    now = timezone.now()
    account = alice.viewer.account_id
    webhook = Webhook.objects.create(
        account_id=account, url="https://tickets.example/hook", secrets=b"", held_by=new_id(),
        held_until=now + timedelta(seconds=45),
    )  # fmt: skip
    act = BulkAct.objects.create(
        account_id=account, member_id=alice.viewer.member_id, kind=BulkKind.READ, value="true", look_at=now
    )
    heal()
    assert Webhook.objects.get(pk=webhook.pk).held_until is not None
    step(-HOUR)
    heal()
    assert Webhook.objects.get(pk=webhook.pk).held_until is None
    assert BulkAct.objects.filter(pk=act.pk, look_at__lte=timezone.now()).exists()


def _leaves(message: Message) -> datetime:
    leaves = Message.objects.get(pk=message.pk).leaves_at
    assert leaves is not None
    return leaves
