"""Polls in rounds: no channel twice at once, and none lost with a worker that dies in the middle of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.accounts.models.keys import new_id
from guichet.accounts.scope import everywhere
from guichet.config.postgres.role import process_behind_wall
from guichet.inbox.models import Discussion, Message
from guichet.sync.due import LostLeaseError, renew
from guichet.sync.hold import LEASE, POLL_LEASE, Hold, held, keep
from guichet.sync.pull import poll, synchronise
from guichet.sync.quiet import note_quiet
from guichet.sync.rounds import Rounds
from guichet.sync.take import take_due
from sandbox.mirakl import MiraklOperator
from tests.stories.test_races import at_once
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def many(channel: Channel, operator: MiraklOperator) -> list[UUID]:
    """Twelve channels that are read to their end and due, at five marketplaces."""
    synchronise(channel.pk)
    values = Channel.objects.filter(pk=channel.pk).values().get()
    Channel.objects.bulk_create(
        Channel(**values | {"id": new_id(), "shop_key": f"s{n}", "marketplace": f"m{n % 4}"})
        for n in range(11)
    )
    Channel.objects.update(next_sync_at=timezone.now() - timedelta(seconds=1))
    operator.calls.clear()
    return list(Channel.objects.values_list("id", flat=True))


@contextmanager
def polling(workers: int) -> Iterator[None]:
    """Rounds as so many workers do them."""
    rounds = [Rounds(4) for _ in range(workers)]

    def run(one: Rounds) -> None:
        one.run(5)
        connection.close()

    threads = [Thread(target=run, args=[one]) for one in rounds]
    with process_behind_wall():
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            for one in rounds:
                one.end()
            for thread in threads:
                thread.join()


def all_noted() -> bool:
    """Nothing is due, nothing is held."""
    with everywhere("a test looks over all"):
        is_left = Q(held_by__isnull=False) | Q(next_sync_at__lte=timezone.now())
        return not Channel.objects.filter(is_left).exists()


def lease_left(hold: Hold) -> timedelta:
    """For how long its channel is nobody else's."""
    until_when = Channel.objects.get(pk=hold.channel.pk).held_until
    assert until_when is not None
    return until_when - timezone.now()


def test_workers_that_look_at_the_same_moment_share_what_is_due(many: list[UUID]) -> None:
    taken = at_once(*[lambda: [one.pk for one in take_due(4, {})]] * 4)
    found = [key for keys in taken for key in keys]
    assert len(found) == len(set(found)), "none was taken twice"
    found += [one.pk for one in take_due(12, {})]
    assert sorted(found) == sorted(many), "and none was passed over for good"


def test_three_workers_poll_each_channel_once(many: list[UUID], operator: MiraklOperator) -> None:
    with polling(3):
        until(all_noted)
    assert len(operator.calls.of("M11")) == len(many)


def test_what_is_new_comes_in_by_a_round(many: list[UUID], operator: MiraklOperator) -> None:
    operator.add_thread("Bonjour")
    with polling(1):
        until(all_noted)
    assert Discussion.objects.count() == Message.objects.count() == len(many)
    assert set(Channel.objects.values_list("quiet_runs", flat=True)) == {0}


def test_a_failure_is_noted_on_its_channel_alone(many: list[UUID], operator: MiraklOperator) -> None:
    operator.faults.add("M11", "server_error", times=2)
    with polling(1):
        until(all_noted)
    assert Channel.objects.filter(failures=1).count() == 2
    assert Channel.objects.filter(failures=0, health=ChannelHealth.HEALTHY).count() == len(many) - 2


def test_channels_of_a_worker_killed_in_the_middle_are_free_within_a_minute(many: list[UUID]) -> None:
    """It has taken some, and no word of them comes again."""
    assert len(take_due(5, {})) == 5
    dead = Channel.objects.exclude(held_by=None)
    assert {one.held_until < timezone.now() + A_MINUTE for one in dead if one.held_until} == {True}
    holders = set(dead.values_list("held_by", flat=True))
    assert not holders & {one.held_by for one in take_due(12, {})}
    dead.filter(held_by__in=holders).update(held_until=timezone.now())
    assert len(take_due(12, {})) == 5


def test_a_run_that_goes_on_keeps_its_short_lease_and_one_that_hangs_loses_it(many: list[UUID]) -> None:
    alive, hanging = (Hold(one) for one in take_due(2, {}))
    hanging.moved_at -= LEASE.total_seconds() + 1
    Channel.objects.exclude(held_by=None).update(held_until=timezone.now())
    keep([alive, hanging])
    assert lease_left(alive) > POLL_LEASE / 2
    taken = {one.pk for one in take_due(12, {})}
    assert hanging.channel.pk in taken
    assert alive.channel.pk not in taken
    with held(hanging), pytest.raises(LostLeaseError):
        renew(hanging.channel)
    with held(alive):
        renew(alive.channel)
    assert lease_left(alive) < A_MINUTE


def test_a_quiet_end_that_comes_too_late_changes_nothing(many: list[UUID]) -> None:
    channel = take_due(1, {})[0]
    quiet = poll(channel)
    assert quiet is not None
    Channel.objects.filter(pk=channel.pk).update(held_until=timezone.now())
    again = next(one for one in take_due(12, {}) if one.pk == channel.pk)
    note_quiet([quiet])
    left = Channel.objects.get(pk=channel.pk)
    assert left.held_by == again.held_by
    assert left.cursor == channel.cursor


def test_what_a_person_asks_for_during_a_quiet_poll_is_not_put_off(many: list[UUID]) -> None:
    channel = take_due(1, {})[0]
    quiet = poll(channel)
    assert quiet is not None
    Channel.objects.filter(pk=channel.pk).update(next_sync_at=timezone.now())
    note_quiet([quiet])
    left = Channel.objects.get(pk=channel.pk)
    assert (left.held_by, left.cursor) == (None, quiet.cursor)
    assert channel.pk in {one.pk for one in take_due(12, {})}
