"""What became of tries, written for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from guichet.events.models import DeliveryState, Webhook, WebhookDelivery
from guichet.events.patience import FAILING, GIVES_UP_AFTER, rest_of, wait_of
from guichet.events.queries.due import Due
from guichet.events.switch_off import switch_off

# Kept in English, said in the reader's language.
NOBODY_THERE = gettext_noop("The address answered 410 Gone: nobody is told there any more.")
TOOK_NOTHING = gettext_noop("The address has taken nothing for three days.")
GONE = 410
TAKEN = range(200, 300)


@dataclass(frozen=True, slots=True)
class Tried:
    """One try: the status of the answer, None where none came, and then why; how long it asks to wait."""

    event: Due
    status: int | None
    error: str = ""
    after: timedelta | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the receiver said that it has it."""
        return self.status is not None and self.status in TAKEN


@transaction.atomic
def note(webhook: Webhook, tries: Sequence[Tried]) -> None:
    """Write the outcomes, and how the webhook fares by them; `webhook` is brought up to date too."""
    now = timezone.now()
    _note_taken(tries, now)
    was_in_outage = webhook.failures >= FAILING
    for one in tries:
        webhook.failures = 0 if one.is_taken else webhook.failures + 1
    _note_webhook(webhook, tries, now)
    for one in tries:
        if not one.is_taken:
            _note_failure(webhook, one, now)
    if was_in_outage and webhook.failures < FAILING:
        _serve_all(webhook, now)
    _end_if_dead(webhook, tries, now)


def _note_taken(tries: Sequence[Tried], now: datetime) -> None:
    for status in {one.status for one in tries if one.is_taken}:
        keys = [one.event.id for one in tries if one.status == status]
        WebhookDelivery.objects.filter(id__in=keys).update(
            state=DeliveryState.DELIVERED, last_status=status, last_try_at=now, next_try_at=None,
            failing_since=None, error="", attempts=F("attempts") + 1,
        )  # fmt: skip


def _note_failure(webhook: Webhook, one: Tried, now: datetime) -> None:
    since, attempts = one.event.failing_since or now, one.event.attempts + 1
    # In an outage all wait, however long: the webhook is switched off then, and they are kept.
    is_given_up = since <= now - GIVES_UP_AFTER and webhook.failures < FAILING
    WebhookDelivery.objects.filter(id=one.event.id).update(
        state=DeliveryState.FAILED if is_given_up else DeliveryState.WAITING,
        next_try_at=None if is_given_up else now + max(wait_of(attempts), one.after or timedelta(0)),
        attempts=attempts, failing_since=since, last_try_at=now, last_status=one.status, error=one.error,
    )  # fmt: skip


def _note_webhook(webhook: Webhook, tries: Sequence[Tried], now: datetime) -> None:
    if any(one.is_taken for one in tries):
        webhook.last_delivered_at = now
    if webhook.failures == 0:
        webhook.failing_since = None
    else:
        webhook.failing_since = webhook.failing_since or now
    asked = [one.after for one in tries if one.after is not None and not one.is_taken]
    rest = max([rest_of(webhook.failures), *asked])
    webhook.next_try_at = now + rest if rest else None
    Webhook.objects.filter(id=webhook.pk).update(
        failures=webhook.failures, failing_since=webhook.failing_since, next_try_at=webhook.next_try_at,
        last_delivered_at=webhook.last_delivered_at,
    )  # fmt: skip


def _serve_all(webhook: Webhook, now: datetime) -> None:
    """It is back: what waited for it waits no longer."""
    waiting = WebhookDelivery.objects.filter(webhook_id=webhook.pk, state=DeliveryState.WAITING)
    waiting.filter(next_try_at__gt=now).update(next_try_at=now, failing_since=None)


def _end_if_dead(webhook: Webhook, tries: Sequence[Tried], now: datetime) -> None:
    since = webhook.failing_since
    if any(one.status == GONE for one in tries):
        switch_off(webhook, NOBODY_THERE)
    elif since is not None and webhook.failures >= FAILING and since <= now - GIVES_UP_AFTER:
        switch_off(webhook, TOOK_NOTHING)
