"""Quiet channels are asked at the interval, busy ones sooner; a marketplace that asks for patience has it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.words import ParticipantKind
from guichet.sync.deliver import deliver
from guichet.sync.orders import fetch_orders_of
from guichet.sync.pace import asked_wait, next_wait, quiet_after, retry_wait
from guichet.sync.places import Places, reading, sending
from guichet.sync.pull import synchronise
from guichet.sync.take import take_due
from sandbox.mirakl import MiraklOperator
from tests.cast import Player

pytestmark = pytest.mark.django_db
INTERVAL = timedelta(seconds=300)


@pytest.fixture(autouse=True)
def _five_minutes(settings: Settings) -> None:
    settings.GUICHET_SYNC_INTERVAL = 300


def test_the_wait_doubles_with_every_quiet_run_and_never_passes_the_interval(channel: Channel) -> None:
    waits = [next_wait(channel, quiet_runs) for quiet_runs in range(14)]
    assert timedelta(seconds=54) <= waits[0] <= timedelta(seconds=60)
    assert timedelta(seconds=108) <= waits[1] <= timedelta(seconds=120)
    assert all(INTERVAL * 0.9 <= wait <= INTERVAL for wait in waits[3:])
    assert len(set(waits[3:])) > 1, "channels that came due together drift apart"


def test_an_interval_below_the_platforms_own_is_kept(channel: Channel, settings: Settings) -> None:
    settings.GUICHET_SYNC_INTERVAL = 10
    assert next_wait(channel, 0) <= timedelta(seconds=10)


def test_news_bring_a_channel_back_soon_and_silence_lets_it_slow_down(
    channel: Channel, operator: MiraklOperator
) -> None:
    operator.add_thread("Bonjour")
    synchronise(channel.pk)
    busy = _wait_of(channel)
    synchronise(channel.pk)
    quiet = _wait_of(channel)
    assert busy <= timedelta(seconds=60) < quiet <= timedelta(seconds=120)
    assert quiet_after(Channel.objects.get(), brought=True) == 0


def test_failures_wait_ever_longer_and_at_most_the_interval() -> None:
    waits = [retry_wait(failures) for failures in (1, 2, 3, 20)]
    assert timedelta(seconds=9) <= waits[0] < waits[1] < waits[2]
    assert waits[3] <= INTERVAL


def test_what_a_marketplace_asks_for_is_never_cut_short() -> None:
    asked = timedelta(seconds=90)
    assert all(asked <= asked_wait(asked) <= asked + timedelta(seconds=5) for _ in range(50))


def test_a_reply_that_is_told_to_wait_keeps_the_polls_away_too(
    channel: Channel, operator: MiraklOperator, alice: Player
) -> None:
    message = _replied(alice, channel, operator)
    operator.faults.add("M12", "throttle", retry_after=120, times=1)
    deliver(message.pk)
    assert Message.objects.get(pk=message.pk).delivery == Delivery.QUEUED
    seen = len(operator.calls.of())
    synchronise(channel.pk)
    fetch_orders_of(channel.pk)
    deliver(message.pk)
    assert len(operator.calls.of()) == seen, "nobody calls while the marketplace wants to be left alone"
    Channel.objects.update(busy_until=timezone.now())
    Message.objects.update(look_at=timezone.now())
    deliver(message.pk)
    assert Message.objects.get(pk=message.pk).delivery == Delivery.SENT


def test_a_slow_marketplace_holds_some_threads_and_no_more(
    channel: Channel, operator: MiraklOperator
) -> None:
    places = Places(2)
    with places.taken("slow") as first, places.taken("slow") as second, places.taken("slow") as third:
        assert (first, second, third) == (True, True, False)
        with places.taken("other") as other:
            assert other
    with places.taken("slow") as again:
        assert again


def test_a_channel_that_finds_no_place_comes_back_and_calls_nobody(
    channel: Channel, operator: MiraklOperator
) -> None:
    Channel.objects.update(next_sync_at=timezone.now())
    seen = len(operator.calls.of())
    with (
        reading.taken(channel.marketplace), reading.taken(channel.marketplace),
        reading.taken(channel.marketplace),
    ):  # fmt: skip
        synchronise(channel.pk)
    assert len(operator.calls.of()) == seen
    left = Channel.objects.get()
    assert left.held_by is None
    assert left.next_sync_at is not None
    assert timedelta() < left.next_sync_at - timezone.now() <= timedelta(seconds=3)


def test_replies_have_places_of_their_own(channel: Channel, operator: MiraklOperator, alice: Player) -> None:
    message = _replied(alice, channel, operator)
    with (
        sending.taken(channel.marketplace), sending.taken(channel.marketplace),
        sending.taken(channel.marketplace),
    ):  # fmt: skip
        deliver(message.pk)
        assert Message.objects.get(pk=message.pk).delivery == Delivery.QUEUED
    with reading.taken(channel.marketplace), reading.taken(channel.marketplace):
        deliver(message.pk)
    assert Message.objects.get(pk=message.pk).delivery == Delivery.SENT


def test_many_that_come_due_at_once_are_taken_in_turn_and_once_each(channel: Channel) -> None:
    now = timezone.now()
    others = [_copy(channel, n) for n in range(9)]
    for n, one in enumerate([channel, *others]):
        Channel.objects.filter(pk=one.pk).update(next_sync_at=now - timedelta(seconds=n), marketplace=f"m{n}")
    assert {one.pk for one in take_due(4, {})} == {one.pk for one in others[-4:]}, "the longest due first"
    assert {one.pk for one in take_due(4, {})} == {one.pk for one in others[1:5]}
    assert len(take_due(4, {})) == 2


def test_the_backlog_of_one_marketplace_hides_no_other(channel: Channel) -> None:
    others = [_copy(channel, n) for n in range(9)]
    Channel.objects.update(next_sync_at=timezone.now() - timedelta(hours=1))
    late = Channel.objects.filter(pk=others[-1].pk)
    late.update(marketplace="another", next_sync_at=timezone.now())
    taken = take_due(12, {channel.marketplace: 1})
    assert [one.marketplace for one in taken].count(channel.marketplace) == 2
    assert late.get().held_by is not None
    assert take_due(12, {channel.marketplace: 3}) == []


def _replied(alice: Player, channel: Channel, operator: MiraklOperator) -> Message:
    operator.add_thread("Bonjour, où est ma lampe ?")
    synchronise(channel.pk)
    request = ReplyRequest(Discussion.objects.get().pk, "Elle part ce soir.", [ParticipantKind.CUSTOMER])
    return reply(alice.viewer, request)


def _copy(channel: Channel, number: int) -> Channel:
    values = Channel.objects.filter(pk=channel.pk).values().get()
    return Channel.objects.create(**values | {"id": new_id(), "shop_key": f"shop {number}"})


def _wait_of(channel: Channel) -> timedelta:
    found = Channel.objects.get(pk=channel.pk)
    assert found.next_sync_at is not None
    assert found.last_try_at is not None
    return found.next_sync_at - found.last_try_at
