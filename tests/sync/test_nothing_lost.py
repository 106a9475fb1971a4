"""Pages are kept until they are read, and what cannot be read is kept until it can."""

import json

import pytest
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, Message, Order, RawPage, Unreadable
from guichet.platforms.fields import Fields
from guichet.platforms.mirakl import parse
from guichet.platforms.port import Thread
from guichet.sync.health import State, health_of
from guichet.sync.orders import fetch_orders_of
from guichet.sync.pull import synchronise
from guichet.sync.replay import replay
from sandbox.mirakl import MiraklOperator, Post

pytestmark = pytest.mark.django_db


def test_a_page_that_a_dead_run_left_is_read_by_the_next_one(
    channel: Channel, operator: MiraklOperator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.add_thread("Bonjour")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("guichet.sync.pages.ingest_threads", die)
        with pytest.raises(KeyboardInterrupt):
            synchronise(channel.pk)
    assert RawPage.objects.count() == 1
    operator.state.threads.clear()
    synchronise(channel.pk)
    assert Discussion.objects.count() == 1
    assert RawPage.objects.count() == 0


def test_a_first_synchronisation_goes_on_where_it_was_cut(channel: Channel, operator: MiraklOperator) -> None:
    operator.fill(250, 2)
    operator.calls.clear()
    operator.faults.add("M11", "server_error", skip=2, times=1)
    synchronise(channel.pk)
    assert 0 < Discussion.objects.count() < 250
    channel.refresh_from_db()
    assert channel.backfill_done_at is None
    assert channel.backfill_reached is not None
    assert channel.backfill_trouble
    assert health_of(channel).state is State.HEALTHY
    Channel.objects.update(backfill_next_at=None)
    synchronise(channel.pk)
    assert Discussion.objects.count() == 250
    assert Message.objects.count() == 500
    tokens = [call.query.get("page_token") for call in operator.calls.of("M11")]
    # What is new, twice, and the import, once.
    assert tokens.count(None) == 3


def test_orders_that_do_not_come_keep_no_message_back(channel: Channel, operator: MiraklOperator) -> None:
    operator.fill(250, 2)
    operator.faults.add("OR11", "server_error")
    synchronise(channel.pk)
    assert Discussion.objects.count() == 250
    assert Order.objects.exclude(fetched_at=None).count() == 0
    operator.faults.clear()
    Order.objects.update(fetch_after=timezone.now())
    fetch_orders_of(channel.pk)
    assert Order.objects.filter(fetched_at=None).count() == 0


def test_a_thread_that_cannot_be_read_is_set_aside_alone_and_read_once_it_can(
    channel: Channel, operator: MiraklOperator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.add_thread("Bonjour")
    strange = operator.add_thread([Post("Étrange")])
    understood = parse.parse_thread

    def stumble(thread: Fields, settings: parse.Settings) -> Thread:
        if thread.required("id") == strange.id:
            raise KeyError("messages")
        return understood(thread, settings)

    with monkeypatch.context() as stumbling:
        stumbling.setattr(parse, "parse_thread", stumble)
        synchronise(channel.pk)
        synchronise(channel.pk)
    channel.refresh_from_db()
    assert Discussion.objects.count() == 1
    assert channel.unreadable_count == Unreadable.objects.count() == 1
    assert json.loads(bytes(Unreadable.objects.get().body))
    done = replay([channel])
    assert (done.read, done.still_unreadable) == (1, 0)
    assert Discussion.objects.count() == 2
    channel.refresh_from_db()
    assert channel.unreadable_count == 0


def test_one_thread_that_does_not_fit_does_not_stop_the_others(
    channel: Channel, operator: MiraklOperator
) -> None:
    operator.add_thread("Bonjour")
    operator.add_thread("Trop long", thread_id="x" * 400)
    operator.add_thread("Un nul \x00 dedans")
    synchronise(channel.pk)
    channel.refresh_from_db()
    assert Discussion.objects.count() == 2
    assert channel.unreadable_count == 1
    assert replay([channel]).still_unreadable == 1
    seen = Discussion.objects.count()
    synchronise(channel.pk)
    assert Discussion.objects.count() == seen
