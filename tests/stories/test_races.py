"""Two of everything at the same moment, on committed rows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from guichet.accounts.models import Channel
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.words import ParticipantKind
from guichet.sync.deliver import deliver
from guichet.sync.pull import synchronise
from guichet.sync.thread import read_discussion
from sandbox.mirakl import MiraklOperator
from tests.cast import Player
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
CUSTOMER = [ParticipantKind.CUSTOMER]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all of them in threads that start together."""
    barrier = Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


@pytest.fixture
def discussion(channel: Channel, operator: MiraklOperator) -> Discussion:
    """A customer waits for an answer."""
    operator.add_thread("Bonjour, où est ma lampe ?")
    synchronise(channel.pk)
    return Discussion.objects.get()


def test_two_workers_on_one_channel_synchronise_it_once(channel: Channel, operator: MiraklOperator) -> None:
    operator.fill(150, 2)
    operator.calls.clear()
    operator.faults.add("M11", "latency", seconds=0.3)
    at_once(*[lambda: synchronise(channel.pk)] * 4)
    # What is new is one page, the import two.
    assert len(operator.calls.of("M11")) == 3
    assert Discussion.objects.count() == 150
    assert Message.objects.count() == 300


def test_a_pull_and_a_resynchronisation_count_no_message_twice(
    channel: Channel, operator: MiraklOperator, discussion: Discussion
) -> None:
    for turn in range(5):
        operator.add_message(discussion.marketplace_discussion_id, f"Toujours rien, jour {turn}")
        at_once(lambda: synchronise(channel.pk), lambda: read_discussion(discussion.pk))
    discussion.refresh_from_db()
    assert discussion.message_count == discussion.messages.count() == 6


def test_replies_with_one_key_at_the_same_moment_are_one_reply(alice: Player, discussion: Discussion) -> None:
    request = ReplyRequest(discussion.pk, "Elle part ce soir.", CUSTOMER, idempotency_key="k1")
    made = at_once(*[lambda: reply(alice.viewer, request)] * 6)
    assert len({message.pk for message in made}) == 1
    assert Message.objects.filter(author_kind="MERCHANT").count() == 1


def test_many_workers_on_one_reply_send_it_once(
    alice: Player, discussion: Discussion, operator: MiraklOperator
) -> None:
    operator.faults.add("M12", "latency", seconds=0.3)
    message = reply(alice.viewer, ReplyRequest(discussion.pk, "Elle part ce soir.", CUSTOMER))
    at_once(*[lambda: deliver(message.pk)] * 5)
    assert len(operator.calls.of("M12")) == 1


def test_a_pull_that_reads_the_reply_before_its_answer_came_shows_it_once(
    alice: Player, channel: Channel, discussion: Discussion, operator: MiraklOperator
) -> None:
    operator.faults.add("M12", "accepted_then_timeout", times=1)
    message = reply(alice.viewer, ReplyRequest(discussion.pk, "Elle part ce soir.", CUSTOMER))

    def pull_when_it_arrived() -> None:
        until(lambda: any(len(thread.messages) == 2 for thread in operator.state.threads.values()) or None)
        synchronise(channel.pk)
        operator.faults.clear()

    at_once(lambda: deliver(message.pk), pull_when_it_arrived)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert discussion.messages.count() == 2
