"""At least once, in order, with patience, and nobody waits for somebody else's dead receiver."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings
from standardwebhooks import Webhook as Verifier

from guichet.accounts.models import Channel
from guichet.accounts.sealing import unseal
from guichet.events import deliver as delivering
from guichet.events.deliver import deliver
from guichet.events.lease import claim
from guichet.events.models import DeliveryState, Webhook, WebhookDelivery
from guichet.events.patience import FAILING, GIVES_UP_AFTER, WAITS
from guichet.events.prune import prune
from guichet.events.queries.due import webhooks_to_wake
from guichet.events.secrets import change_secret, new_secret
from tests.cast import Player
from tests.events.hooks import webhook_of
from tests.events.receiver import Receiver
from tests.inbox.queries.rows import discussion_in, message_in

pytestmark = pytest.mark.django_db

GONE_BY = GIVES_UP_AFTER + timedelta(minutes=1)


@pytest.fixture
def hook(alice: Player, auchan: Channel, outside: Receiver) -> Webhook:
    """Asks for everything."""
    return webhook_of(alice, outside.url)


def in_time(hook: Webhook, later: timedelta = timedelta(0)) -> Webhook:
    """Deliver as if so much time had passed since the last try."""
    if later:
        rows = WebhookDelivery.objects.filter(webhook=hook)
        for row in rows.filter(state=DeliveryState.WAITING):
            row.next_try_at = row.next_try_at and row.next_try_at - later
            row.failing_since = row.failing_since and row.failing_since - later
            row.save()
        hook.refresh_from_db()
        hook.next_try_at = hook.next_try_at and hook.next_try_at - later
        hook.failing_since = hook.failing_since and hook.failing_since - later
        hook.save()
    deliver(hook.pk, 5.0)
    hook.refresh_from_db()
    return hook


def states(hook: Webhook) -> Counter[str]:
    """How many are in which state."""
    return Counter(hook.deliveries.values_list("state", flat=True))


def test_each_is_told_once_signed_and_in_the_order_of_its_discussion(
    auchan: Channel, hook: Webhook, outside: Receiver
) -> None:
    for _ in range(12):
        discussion_in(auchan, said=["1", "2", "3"])
    in_time(hook)
    assert states(hook) == {"DELIVERED": 36}
    in_order = [(row.subject.hex, f"evt_{row.pk.hex}") for row in hook.deliveries.order_by("position")]
    heard = [(call.subject[4:], call.headers["webhook-id"]) for call in outside.calls]
    assert sorted(heard) == sorted(in_order)
    for subject in {subject for subject, _ in heard}:
        assert [one for one in heard if one[0] == subject] == [one for one in in_order if one[0] == subject]
    verifier = Verifier(unseal(bytes(hook.secrets))["secret"])
    for call in outside.calls:
        assert verifier.verify(call.body, call.headers)["type"] == "message.created"
    assert outside.connections <= delivering.LANES
    assert webhooks_to_wake() == []


def test_the_payload_names_things_and_quotes_nobody(
    auchan: Channel, alice: Player, outside: Receiver, settings: Settings
) -> None:
    settings.GUICHET_BASE_URL = "https://guichet.example"
    thin = webhook_of(alice, outside.url)
    one = discussion_in(auchan, said=["Où est ma lampe ?"], merchant_discussion_id="T-1", order_ref="O-1")
    in_time(thin)
    (told,) = outside.calls
    channel = {"id": f"cha_{auchan.pk.hex}", "storeId": f"sto_{auchan.store_id.hex}",
               "marketplace": "mirakl-auchan"}  # fmt: skip
    message = one.messages.get()
    assert told.payload["data"] == {
        "discussion": {
            "id": f"dis_{one.pk.hex}", "merchantDiscussionId": "T-1", "status": "OPEN", "type": "ORDER",
            "orderId": "O-1", "channel": channel, "link": f"https://guichet.example/d/{one.pk}",
        },
        "message": {"id": f"msg_{message.pk.hex}", "author": "CUSTOMER",
                    "sentAt": told.payload["data"]["message"]["sentAt"]},
    }  # fmt: skip
    assert told.payload["timestamp"].endswith("Z")
    assert "lampe" not in told.body.decode()
    Webhook.objects.filter(id=thin.pk).update(includes_text=True)
    WebhookDelivery.objects.update(state="WAITING", next_try_at=timezone.now())
    in_time(thin)
    assert outside.calls[1].payload["data"]["message"]["text"] == "Où est ma lampe ?"
    assert outside.calls[1].headers["webhook-id"] == told.headers["webhook-id"]


def test_both_secrets_sign_for_a_day_after_a_change(
    auchan: Channel, hook: Webhook, outside: Receiver
) -> None:
    former, fresh = unseal(bytes(hook.secrets))["secret"], new_secret()
    change_secret(hook, fresh)
    hook.save()
    discussion_in(auchan, said=["1", "2"])
    deliver(hook.pk, 5.0)
    for secret in (former, fresh):
        Verifier(secret).verify(outside.calls[0].body, outside.calls[0].headers)
    hook.refresh_from_db()
    assert hook.previous_until is not None
    Webhook.objects.update(previous_until=timezone.now())
    discussion_in(auchan)
    deliver(hook.pk, 5.0)
    assert len(outside.calls[-1].headers["webhook-signature"].split(" ")) == 1
    Verifier(fresh).verify(outside.calls[-1].body, outside.calls[-1].headers)


def test_one_that_is_refused_holds_back_its_own_discussion_alone(
    auchan: Channel, hook: Webhook, outside: Receiver
) -> None:
    bad, good = discussion_in(auchan, said=["1", "2"]), discussion_in(auchan, said=["1", "2"])
    outside.answer = lambda call: 500 if bad.pk.hex in call.subject else 200
    in_time(hook)
    assert states(hook) == {"WAITING": 2, "DELIVERED": 2}
    message_in(good, "3", sent_at=timezone.now())
    tries = 1
    for wait in WAITS:
        assert hook.deliveries.filter(subject=good.pk, state="WAITING").count() <= 1
        in_time(hook, wait * 1.2)
        tries += 1
        first = hook.deliveries.filter(subject=bad.pk).earliest("position")
        assert first.attempts == tries, wait
        assert first.last_status == 500
        message_in(good, "more", sent_at=timezone.now())
        in_time(hook)
    assert first.state == "FAILED"
    assert hook.is_enabled
    assert hook.failures == 0
    outside.answer = lambda call: 200
    in_time(hook, timedelta(minutes=1))
    assert states(hook)["WAITING"] == 0


def test_a_receiver_that_is_down_is_asked_sparingly_and_served_at_once_when_it_is_back(
    auchan: Channel, hook: Webhook, outside: Receiver
) -> None:
    for _ in range(30):
        discussion_in(auchan)
    outside.answer = lambda call: 503
    in_time(hook)
    assert FAILING <= len(outside.calls) <= FAILING + delivering.LANES
    asked = len(outside.calls)
    # The longest one: waits differ by a tenth.
    a_rest = timedelta(minutes=17)
    in_time(hook)
    assert len(outside.calls) == asked
    in_time(hook, a_rest)
    assert len(outside.calls) == asked + 1
    assert hook.next_try_at is not None
    assert hook.next_try_at - timezone.now() < a_rest
    outside.answer = lambda call: 200
    in_time(hook, a_rest)
    assert states(hook) == {"DELIVERED": 30}
    assert hook.failures == 0
    assert hook.failing_since is None


def test_after_three_days_it_is_switched_off_and_keeps_what_it_missed(
    auchan: Channel, hook: Webhook, outside: Receiver
) -> None:
    for _ in range(8):
        discussion_in(auchan)
    outside.answer = lambda call: 500
    in_time(hook)
    in_time(hook, GONE_BY)
    assert not hook.is_enabled
    assert hook.collects
    assert hook.disabled_why == "The address has taken nothing for three days."
    discussion_in(auchan)
    assert states(hook) == {"WAITING": 9}
    assert webhooks_to_wake() == []
    in_time(hook, GONE_BY)
    assert states(hook) == {"WAITING": 9}


@pytest.mark.parametrize(
    ("answer", "status", "is_on", "rests"),
    [
        (410, 410, False, None),
        ((429, {"Retry-After": "120"}), 429, True, 120),
        ((302, {"Location": "http://127.0.0.1:1/"}), 302, True, None),
        (404, 404, True, None),
    ],
)
def test_other_answers(
    auchan: Channel,
    hook: Webhook,
    outside: Receiver,
    answer: Any,
    status: int,
    is_on: bool,
    rests: int | None,
) -> None:
    outside.answer = lambda call: answer
    discussion_in(auchan)
    in_time(hook)
    assert len(outside.calls) == 1
    row = hook.deliveries.get()
    assert (row.state, row.last_status, row.attempts) == ("WAITING", status, 1)
    assert hook.is_enabled is is_on
    if rests:
        assert hook.next_try_at is not None
        assert timedelta(seconds=rests - 5) < hook.next_try_at - timezone.now() <= timedelta(seconds=rests)
    else:
        assert hook.next_try_at is None


def test_a_private_address_is_not_called(
    auchan: Channel, hook: Webhook, outside: Receiver, settings: Settings
) -> None:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = False
    Webhook.objects.update(url=outside.url.replace("http:", "https:"))
    discussion_in(auchan)
    in_time(hook)
    assert outside.connections == 0
    assert "private network address" in hook.deliveries.get().error


def test_one_that_died_before_it_could_note_sends_again_under_the_same_id(
    auchan: Channel, hook: Webhook, outside: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    discussion_in(auchan)
    with monkeypatch.context() as dying:
        dying.setattr(delivering, "note", die)
        dying.setattr(delivering, "release", lambda webhook: None)
        with pytest.raises(KeyboardInterrupt):
            deliver(hook.pk, 5.0)
    assert webhooks_to_wake() == []
    deliver(hook.pk, 5.0)
    assert len(outside.calls) == 1
    Webhook.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert webhooks_to_wake() == [hook.pk]
    in_time(hook)
    first, second = outside.calls
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert states(hook) == {"DELIVERED": 1}


def test_two_workers_do_not_serve_one_webhook(hook: Webhook) -> None:
    assert claim(hook.pk) is not None
    assert claim(hook.pk) is None


def test_what_is_a_month_old_is_let_go(auchan: Channel, hook: Webhook) -> None:
    discussion_in(auchan)
    hook.deliveries.update(occurred_at=timezone.now() - timedelta(days=31))
    discussion_in(auchan)
    prune()
    assert hook.deliveries.count() == 1
