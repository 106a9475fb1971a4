"""The connector inside the engine: rows, transactions and deliveries, on the rehearsal marketplace."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Delivery, Discussion, Message, Order, Unreadable
from guichet.platforms.words import ParticipantKind
from guichet.sync.activate import activate_channel
from guichet.sync.check import check
from guichet.sync.deliver import deliver
from guichet.sync.health import State, health_of
from guichet.sync.pull import synchronise
from sandbox.rakuten_fr import Post, RakutenMarketplace, RunningServer, serve
from tests.cast import Company, Player

pytestmark = pytest.mark.django_db
TO_BUYER = "contactuseraboutitem"


@pytest.fixture
def marketplace() -> RakutenMarketplace:
    return RakutenMarketplace(seed=9)


@pytest.fixture
def server(marketplace: RakutenMarketplace) -> Iterator[RunningServer]:
    with serve(marketplace) as server:
        yield server


@pytest.fixture
def channel(alice: Player, lumen: Company, marketplace: RakutenMarketplace, server: RunningServer) -> Channel:
    credentials = {"login": marketplace.login, "token": marketplace.token, "baseUrl": server.url}
    return activate_channel(alice.viewer, lumen.store.pk, "rakuten-fr", credentials)


def answered(who: Player, body: str, *recipients: ParticipantKind) -> Message:
    """An answer to the only discussion, on its way."""
    to = recipients or (ParticipantKind.CUSTOMER,)
    return reply(who.viewer, ReplyRequest(Discussion.objects.get().pk, body, to))


def due(message: Message) -> None:
    """Its time to be looked at has come."""
    Message.objects.filter(id=message.pk).update(look_at=timezone.now() - timedelta(seconds=1))


def test_discussions_come_with_their_orders(channel: Channel, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item([Post("Elle est fêlée."), Post("Merci de répondre.", "RAKUTEN")])
    synchronise(channel.pk)
    discussion = Discussion.objects.get()
    assert discussion.marketplace_discussion_id == str(item.id)
    assert discussion.messages.count() == 2
    assert sorted(discussion.recipient_kinds) == ["CUSTOMER", "MARKETPLACE"]
    assert discussion.needs_reply_since is not None
    order = Order.objects.get(marketplace_order_id=discussion.order_ref)
    assert order.customer_name == "Élise Martel"
    assert order.total is not None
    channel.refresh_from_db()
    assert health_of(channel).state is State.HEALTHY


def test_synchronising_again_is_one_call_and_changes_nothing(
    channel: Channel, marketplace: RakutenMarketplace
) -> None:
    marketplace.add_item("Bonjour")
    synchronise(channel.pk)
    before, calls = list(Message.objects.values()), marketplace.calls.count()
    synchronise(channel.pk)
    assert list(Message.objects.values()) == before
    assert [call.endpoint for call in marketplace.calls.of()[calls:]] == ["getitemtodolist"]


def test_a_run_whose_answers_are_lost_after_marking_as_read_loses_no_message(
    channel: Channel, marketplace: RakutenMarketplace
) -> None:
    items = [marketplace.add_item(f"Question {n}") for n in range(3)]
    marketplace.faults.add("getiteminfos", "accepted_then_reset", times=3)
    marketplace.deny("getcurrentsales")
    synchronise(channel.pk)
    assert Message.objects.count() == 0
    assert not any(item.causes() for item in items)
    synchronise(channel.pk)
    assert sorted(Message.objects.values_list("body", flat=True)) == [f"Question {n}" for n in range(3)]


def test_a_reply_is_sent_and_confirmed_under_its_own_words(
    channel: Channel, marketplace: RakutenMarketplace, alice: Player
) -> None:
    marketplace.add_item("Combien ?")
    synchronise(channel.pk)
    message = answered(alice, "C’est 5 € – merci !")
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT
    synchronise(channel.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert [sent.content for sent in marketplace.sent()] == ["C'est 5 EUR - merci !"]
    assert Message.objects.count() == 2
    assert Discussion.objects.get().needs_reply_since is None


def test_a_reply_whose_answer_was_lost_is_found_and_not_sent_again(
    channel: Channel, marketplace: RakutenMarketplace, alice: Player
) -> None:
    marketplace.add_item("Combien ?")
    synchronise(channel.pk)
    marketplace.faults.add(TO_BUYER, "accepted_then_reset", times=1)
    message = answered(alice, "L’œuf coûte 5 €")
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CHECKING
    due(message)
    check(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert len(marketplace.sent()) == 1
    assert Message.objects.count() == 2


def test_the_limit_is_that_of_the_bytes_that_leave(
    channel: Channel, marketplace: RakutenMarketplace, alice: Player
) -> None:
    marketplace.add_item("Combien ?")
    synchronise(channel.pk)
    with pytest.raises(RefusalError) as caught:
        answered(alice, "€" * 159)
    assert [problem.code for problem in caught.value.problems] == [ErrorCode.TOO_LONG]
    message = answered(alice, "€" * 158)
    deliver(message.pk)
    assert marketplace.sent()[0].content == "EUR" * 158


def test_an_answer_to_both_sides_goes_to_none(
    channel: Channel, marketplace: RakutenMarketplace, alice: Player
) -> None:
    marketplace.add_item([Post("Combien ?"), Post("Répondez", "RAKUTEN")])
    synchronise(channel.pk)
    with pytest.raises(RefusalError) as refusal:
        answered(alice, "Bonjour", ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE)
    assert [problem.field for problem in refusal.value.problems] == ["recipients"]
    assert not Message.objects.exclude(delivery=Delivery.RECEIVED).exists()
    assert marketplace.sent() == []


def test_an_item_that_is_not_shown_is_told_on_the_channel_once(
    channel: Channel, marketplace: RakutenMarketplace
) -> None:
    hidden, shown = marketplace.add_item("achat"), marketplace.add_item("Bonjour")
    hidden.hidden = True
    synchronise(channel.pk)
    synchronise(channel.pk)
    assert Unreadable.objects.count() == 1
    assert Discussion.objects.get().marketplace_discussion_id == str(shown.id)
    channel.refresh_from_db()
    assert channel.unreadable_count == 1


def test_a_used_up_quota_leaves_the_channel_alone_until_the_hour_is_over(
    channel: Channel, marketplace: RakutenMarketplace
) -> None:
    marketplace.settings.change(quota_per_hour=0)
    synchronise(channel.pk)
    channel.refresh_from_db()
    assert channel.next_sync_at is not None
    assert channel.next_sync_at.minute == 0


def test_a_refused_token_stops_the_channel_until_its_owner_acts(
    channel: Channel, marketplace: RakutenMarketplace
) -> None:
    marketplace.rotate_token()
    synchronise(channel.pk)
    channel.refresh_from_db()
    health = health_of(channel)
    assert health.state is State.BLOCKED
    assert "token" in (health.message or "")
