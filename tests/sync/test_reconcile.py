"""What ever slipped by, here or there, is found and mended; nothing is removed."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel, ChannelHealth
from guichet.inbox.models import Discussion, Message, Reconciliation
from guichet.sync.due import claim
from guichet.sync.pull import synchronise
from guichet.sync.reconcile import reconcile, wake_unreconciled
from sandbox.mirakl import MiraklOperator, Post
from tests.audited import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(channel: Channel, operator: MiraklOperator) -> Discussion:
    """A conversation of two messages and one of a single one, all of them here."""
    hours = timezone.now() - timedelta(hours=5)
    operator.fill(2, 2, until=hours)
    synchronise(channel.pk)
    found = Discussion.objects.order_by("id").first()
    assert found is not None
    return found


def _forget(discussions: QuerySet[Discussion]) -> None:
    """As if they had never come."""
    keys = list(discussions.values_list("pk", flat=True))
    Message.objects.filter(discussion__in=keys).delete()
    Discussion.objects.filter(pk__in=keys).delete()


def test_where_both_hold_the_same_nothing_is_found(channel: Channel, said: Discussion) -> None:
    found = reconcile(channel.pk)
    assert (found.discussions, found.mended, found.surplus, found.trouble) == (2, 0, [], "")
    assert found.messages == Message.objects.count()
    assert "channel.reconcile" not in [entry.act for entry in entries(channel.account_id)]


def test_what_was_lost_here_comes_back(channel: Channel, said: Discussion) -> None:
    ids = set(Message.objects.values_list("marketplace_message_id", flat=True))
    said.messages.filter(pk=said.messages.order_by("-id").values("pk")[:1]).delete()
    _forget(Discussion.objects.exclude(pk=said.pk))
    lost = len(ids) - Message.objects.count()
    found = reconcile(channel.pk)
    assert lost > 1
    assert found.mended == lost
    assert set(Message.objects.values_list("marketplace_message_id", flat=True)) == ids
    (entry,) = [entry for entry in entries(channel.account_id) if entry.act == "channel.reconcile"]
    assert entry.after == {"mended": lost, "surplus": 0}
    assert reconcile(channel.pk).mended == 0
    assert Reconciliation.objects.count() == 1


def test_what_only_we_hold_is_reported_and_stays(
    channel: Channel, said: Discussion, operator: MiraklOperator
) -> None:
    thread = operator.state.threads[said.marketplace_discussion_id]
    gone = thread.messages.pop()
    found = reconcile(channel.pk)
    (ours,) = Message.objects.filter(marketplace_message_id=gone.id)
    assert found.surplus == [str(ours.pk)]


def test_what_was_said_before_the_window_is_not_asked_for(channel: Channel, operator: MiraklOperator) -> None:
    operator.fill(1, 1, until=timezone.now() - timedelta(days=20))
    synchronise(channel.pk)
    _forget(Discussion.objects.all())
    assert reconcile(channel.pk).mended == 0
    assert reconcile(channel.pk, timedelta(days=30)).mended == 1


def test_a_marketplace_that_breaks_off_is_said_and_nothing_is_called_surplus(
    channel: Channel, said: Discussion, operator: MiraklOperator
) -> None:
    operator.faults.add("M11", "server_error", times=9)
    found = reconcile(channel.pk)
    assert found.trouble
    assert found.surplus == []
    assert Channel.objects.get().held_by is None


def test_a_channel_that_somebody_holds_is_left_alone(channel: Channel) -> None:
    assert claim(channel.pk) is not None
    with pytest.raises(RefusalError) as refused:
        reconcile(channel.pk)
    assert refused.value.problems[0].code is ErrorCode.CONFLICT


def test_each_channel_is_compared_once_a_day(channel: Channel, said: Discussion) -> None:
    assert wake_unreconciled() == 0, "not on its first day"
    Channel.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert wake_unreconciled() == 1
    assert ProcrastinateJob.objects.filter(task_name="channel.reconcile").count() == 1
    reconcile(channel.pk)
    assert wake_unreconciled() == 0
    Reconciliation.objects.update(at=timezone.now() - timedelta(hours=25))
    assert wake_unreconciled() == 1
    Channel.objects.update(health=ChannelHealth.BLOCKED)
    assert wake_unreconciled() == 0


def test_a_message_that_came_meanwhile_is_taken_in_as_ever(
    channel: Channel, said: Discussion, operator: MiraklOperator
) -> None:
    operator.add_thread([Post("Encore une question")])
    found = reconcile(channel.pk)
    assert found.mended == 1
    synchronise(channel.pk)
    assert Discussion.objects.count() == 3
