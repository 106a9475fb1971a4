"""What happens is written down for those who asked, whoever does it and in whatever SQL."""

import pytest
from django.db import connection

from guichet.accounts.models import Channel, ChannelHealth
from guichet.events.models import Webhook, WebhookDelivery
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.models import Delivery, Discussion, DiscussionStatus, Message
from tests.cast import Company, Player
from tests.events.hooks import webhook_of
from tests.inbox.queries.rows import NOON, discussion_in, message_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hook(alice: Player, auchan: Channel) -> Webhook:
    """Asks for everything; channel and webhook are older than what is said."""
    return webhook_of(alice)


def told(hook: Webhook) -> list[str]:
    """The kinds of what waits, in order."""
    return list(hook.deliveries.order_by("position").values_list("kind", flat=True))


def test_what_is_told(auchan: Channel, hook: Webhook, alice: Player) -> None:
    one = discussion_in(auchan)
    reply = message_in(one, "Voilà", author_kind="MERCHANT", delivery=Delivery.QUEUED)
    mine = Message.objects.filter(id=reply.pk)
    for state in (Delivery.SENDING, Delivery.FAILED, Delivery.QUEUED, Delivery.SENDING, Delivery.SENT):
        mine.update(delivery=state)
    mine.update(delivery=Delivery.CONFIRMED)
    set_status(alice.viewer, [one.pk], DiscussionStatus.SOLVED)
    Discussion.objects.filter(id=one.pk).update(is_read=True, snippet="…", last_message_at=NOON)
    Channel.objects.update(health=ChannelHealth.BLOCKED)
    Channel.objects.update(health_message="Still.", health=ChannelHealth.BLOCKED)
    assert told(hook) == [
        "message.created", "reply.failed", "reply.delivered", "discussion.changed", "channel.blocked",
    ]  # fmt: skip
    changed = hook.deliveries.get(kind="discussion.changed")
    assert changed.facts == {"changed": ["status"], "status": "SOLVED", "statusBefore": "OPEN"}
    assert (changed.state, changed.subject, changed.attempts) == ("WAITING", one.pk, 0)


def test_one_statement_for_many_writes_one_for_each(auchan: Channel, hook: Webhook) -> None:
    discussions = [discussion_in(auchan) for _ in range(3)]
    WebhookDelivery.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE discussion SET status = 'CLOSED' WHERE channel_id = %s", [auchan.pk])
        with cursor.copy(
            "COPY message (id, account_id, discussion_id, author_kind, author_name, recipients, body,"
            " sent_at, created_at, delivery, checks) FROM STDIN"
        ) as copy:
            for number, one in enumerate(discussions):
                key = f"00000000-0000-7000-8000-00000000000{number}"
                copy.write_row((key, str(one.account_id), str(one.pk), "CUSTOMER", "", "{}", "Bonjour",
                                str(NOON), str(NOON), "RECEIVED", 0))  # fmt: skip
    assert told(hook) == ["discussion.changed"] * 3 + ["message.created"] * 3


def test_only_what_was_asked_for(auchan: Channel, lumen: Company, alice: Player, bob: Player) -> None:
    solved = webhook_of(alice, kinds=["discussion.changed"])
    other_store = webhook_of(alice, store_ids=[lumen.other_store.pk])
    off = webhook_of(alice, is_enabled=False, collects=False)
    dead = webhook_of(alice, is_enabled=False, collects=True)
    foreign = webhook_of(bob)
    discussion_in(auchan)
    Discussion.objects.update(status="SOLVED")
    assert told(solved) == ["discussion.changed"]
    assert told(dead) == ["message.created", "discussion.changed"]
    assert [told(hook) for hook in (other_store, off, foreign)] == [[], [], []]
    Channel.objects.update(store=lumen.other_store)
    Discussion.objects.update(store=lumen.other_store, type="OTHER")
    assert told(other_store) == ["discussion.changed"]


def test_old_messages_are_no_news(auchan: Channel, alice: Player) -> None:
    later = webhook_of(alice, created_at=None)
    one = discussion_in(auchan)
    assert told(later) == []
    message_in(one, "Encore", sent_at=later.created_at)
    assert told(later) == ["message.created"]


def test_what_is_rolled_back_is_not_told(auchan: Channel, hook: Webhook) -> None:
    one = discussion_in(auchan)
    before = told(hook)
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT s")
        Discussion.objects.filter(id=one.pk).update(status="CLOSED")
        cursor.execute("ROLLBACK TO SAVEPOINT s")
    assert told(hook) == before
