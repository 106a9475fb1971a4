"""The engine with real shops of both brands: what is read, answered, lost and found again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Attachment, Delivery, Discussion, Message, Order
from guichet.platforms.fnac_darty.tokens import shared_tokens
from guichet.platforms.words import ParticipantKind
from guichet.sync.activate import activate_channel
from guichet.sync.attachments import fetch_attachment
from guichet.sync.check import check
from guichet.sync.deliver import deliver
from guichet.sync.health import State, health_of
from guichet.sync.pull import synchronise
from sandbox.fnac_darty import File, FnacDartyMarketplace, Post, RunningServer, Shop, serve
from sandbox.fnac_darty.demo import add_demo
from tests.cast import Company, Player

pytestmark = pytest.mark.django_db
CUSTOMER, SERVICE = ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE


@pytest.fixture
def both() -> FnacDartyMarketplace:
    """A marketplace with a shop of each brand, by the wall clock."""
    made = FnacDartyMarketplace(seed=8)
    made.add_shop("darty-fr", "Atelier Lumen")
    return made


@pytest.fixture
def wire(both: FnacDartyMarketplace) -> Iterator[RunningServer]:
    shared_tokens.clear()
    with serve(both) as running:
        yield running


@pytest.fixture
def fnac(alice: Player, lumen: Company, both: FnacDartyMarketplace, wire: RunningServer) -> Channel:
    return activated(alice, lumen, both.shop, wire)


def activated(who: Player, home: Company, shop: Shop, wire: RunningServer, **changed: str) -> Channel:
    credentials = {
        "baseUrl": wire.url, "partnerId": shop.partner_id, "shopId": shop.id, "key": shop.key,
    } | changed  # fmt: skip
    return activate_channel(who.viewer, home.store.pk, shop.marketplace, credentials)


def answered(
    who: Player, discussion: Discussion, *to: ParticipantKind, body: str = "Elle part ce soir."
) -> Message:
    return reply(who.viewer, ReplyRequest(discussion.pk, body, to or (CUSTOMER,)))


def test_two_brands_are_two_channels(
    alice: Player, lumen: Company, both: FnacDartyMarketplace, wire: RunningServer, fnac: Channel
) -> None:
    darty = activated(alice, lumen, both.shop_of("darty-fr"), wire)
    theirs = both.add_order("Chez Darty", shop=both.shop_of("darty-fr"))
    ours = both.add_order("Chez Fnac")
    for channel in (fnac, darty):
        synchronise(channel.pk)
        channel.refresh_from_db()
        assert health_of(channel).state is State.HEALTHY
    assert Discussion.objects.get(channel=darty).marketplace_discussion_id == theirs.id
    assert Discussion.objects.get(channel=fnac).order_ref == ours.id
    assert set(Order.objects.values_list("marketplace_order_id", flat=True)) == {theirs.id, ours.id}
    assert Order.objects.filter(fetched_at=None).count() == 0


def test_wrong_credentials_are_refused_and_the_same_shop_is_a_conflict(
    alice: Player, lumen: Company, both: FnacDartyMarketplace, wire: RunningServer, fnac: Channel
) -> None:
    for changed, code in (
        ({"key": "00000000-0000-4000-8000-000000000000"}, ErrorCode.CREDENTIALS_REFUSED),
        ({"shopId": "nonsense"}, ErrorCode.CREDENTIALS_REFUSED),
        ({"shopId": both.shop.id.lower()}, ErrorCode.CONFLICT),
    ):
        with pytest.raises(RefusalError) as caught:
            activated(alice, lumen, both.shop, wire, **changed)
        assert caught.value.problems[0].code is code


def test_the_sample_shops_are_read_whole(
    alice: Player, lumen: Company, both: FnacDartyMarketplace, wire: RunningServer
) -> None:
    add_demo(both)
    channels = [activated(alice, lumen, shop, wire) for shop in both.state.shops.values()]
    for channel in channels:
        synchronise(channel.pk)
    messages = both.state.messages.values()
    assert Message.objects.count() == len(messages) + sum(message.answer is not None for message in messages)
    assert Discussion.objects.count() == 20
    assert Discussion.objects.filter(type="PRODUCT").count() == 6
    assert Discussion.objects.exclude(needs_reply_since=None).count() >= 10
    for channel in channels:
        channel.refresh_from_db()
        assert channel.unreadable_count == 0
    before = list(Message.objects.order_by("id").values())
    for channel in channels:
        synchronise(channel.pk)
    assert list(Message.objects.order_by("id").values()) == before


def test_a_reply_is_sent_then_confirmed(alice: Player, both: FnacDartyMarketplace, fnac: Channel) -> None:
    order = both.add_order("Où est ma lampe ?")
    synchronise(fnac.pk)
    message = answered(alice, Discussion.objects.get())
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT
    synchronise(fnac.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert message.marketplace_message_id == both.messages(order.id)[-1].id
    assert Discussion.objects.get().needs_reply_since is None
    assert Message.objects.count() == 2


@pytest.mark.parametrize("about", ["order", "question"])
@pytest.mark.parametrize("fault", ["accepted_then_reset", "accepted_then_bad_gateway"])
def test_a_lost_answer_is_looked_up_and_not_sent_again(
    alice: Player, both: FnacDartyMarketplace, fnac: Channel, fault: str, about: str
) -> None:
    if about == "order":
        both.add_order("Où est ma lampe ?")
    else:
        both.ask("Fournie avec l'ampoule ?")
    synchronise(fnac.pk)
    both.faults.add("messages_update", fault, times=1)  # type: ignore[arg-type]
    message = answered(alice, Discussion.objects.get())
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CHECKING
    Message.objects.filter(id=message.pk).update(look_at=timezone.now())
    check(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert both.calls.count("messages_update") == 1
    assert len(both.sent()) == 1


def test_what_never_arrived_fails_after_the_platforms_time(
    alice: Player, both: FnacDartyMarketplace, fnac: Channel
) -> None:
    both.add_order("Où est ma lampe ?")
    synchronise(fnac.pk)
    both.faults.add("messages_update", "reset", times=1)
    message = answered(alice, Discussion.objects.get())
    deliver(message.pk)
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.filter(id=message.pk).update(
        attempted_at=long_ago, leaves_at=long_ago, created_at=long_ago, look_at=timezone.now()
    )
    check(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert both.sent() == []


@pytest.mark.parametrize("was_shown", [True, False])
def test_where_own_messages_are_kept_back_their_absence_proves_nothing(
    alice: Player, both: FnacDartyMarketplace, fnac: Channel, was_shown: bool
) -> None:
    order = both.add_order("Où est ma lampe ?")
    if was_shown:
        both.write(both.add_order("Autre chose ?").id, "Voilà.", by="SELLER")
    synchronise(fnac.pk)
    both.settings.seller_on_request = False
    both.faults.add("messages_update", "accepted_then_reset", times=1)
    message = answered(alice, Discussion.objects.get(marketplace_discussion_id=order.id))
    deliver(message.pk)
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.filter(id=message.pk).update(
        attempted_at=long_ago, leaves_at=long_ago, created_at=long_ago, look_at=timezone.now()
    )
    check(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert ("back office" in (message.delivery_error or "")) is not was_shown
    assert len(both.sent()) == 1


def test_a_reply_to_the_customer_service_waits_for_a_claim(
    alice: Player, both: FnacDartyMarketplace, fnac: Channel
) -> None:
    order = both.add_order("Bonjour")
    synchronise(fnac.pk)
    with pytest.raises(RefusalError):
        answered(alice, Discussion.objects.get(), SERVICE)
    both.open_claim(order.id, "Cassé.")
    synchronise(fnac.pk)
    message = answered(alice, Discussion.objects.get(), CUSTOMER, SERVICE)
    deliver(message.pk)
    assert [sent.to for sent in both.sent()] == ["ALL"]


def test_a_refusal_carries_the_marketplaces_reason(
    alice: Player, both: FnacDartyMarketplace, fnac: Channel
) -> None:
    order = both.add_order("Bonjour")
    claim = both.open_claim(order.id, "Cassé.")
    synchronise(fnac.pk)
    both.close_claim(claim.id)
    message = answered(alice, Discussion.objects.get(), SERVICE)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert "no open incident" in (message.delivery_error or "")


def test_a_replaced_key_stops_the_channel_and_the_others_go_on(
    alice: Player, lumen: Company, both: FnacDartyMarketplace, wire: RunningServer, fnac: Channel
) -> None:
    darty = activated(alice, lumen, both.shop_of("darty-fr"), wire)
    both.rotate_key()
    both.add_order("Bonjour", shop=both.shop_of("darty-fr"))
    for channel in (fnac, darty):
        synchronise(channel.pk)
        channel.refresh_from_db()
    assert health_of(fnac).state is State.BLOCKED
    assert health_of(darty).state is State.HEALTHY
    assert Discussion.objects.count() == 1


def test_files_of_customers_are_kept(both: FnacDartyMarketplace, fnac: Channel) -> None:
    both.add_order(Post("Voici la photo", files=(File("photo é.png", b"\x89PNG bytes"),)))
    synchronise(fnac.pk)
    attachment = Attachment.objects.get()
    fetch_attachment(attachment.pk)
    attachment.refresh_from_db()
    assert (attachment.file_name, attachment.state, attachment.size_bytes) == ("photo é.png", "STORED", 10)
