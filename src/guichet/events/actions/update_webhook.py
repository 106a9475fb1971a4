"""Changes a webhook, or switches it on and off."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.events.access import one_webhook
from guichet.events.actions.checks import checked_kinds, checked_stores, checked_url
from guichet.events.actions.noted import noted
from guichet.events.models import DeliveryState, Webhook, WebhookDelivery
from guichet.events.outbox import wake_webhook


@dataclass(frozen=True, slots=True)
class WebhookChanges:
    """What to change; None leaves it as it is. `all_stores` goes before `store_ids`.

    Switched on, it is told what it missed, in order, unless `skips_missed` lets go of that.
    """

    url: str | None = None
    kinds: Collection[str] | None = None
    store_ids: Collection[UUID] | None = None
    all_stores: bool = False
    includes_text: bool | None = None
    is_enabled: bool | None = None
    skips_missed: bool = False


@transaction.atomic
def update_webhook(viewer: Viewer, webhook_id: UUID, changes: WebhookChanges) -> Webhook:
    """The webhook as it is then; RefusalError FORBIDDEN, NOT_FOUND, REQUIRED, INVALID."""
    webhook = one_webhook(viewer, webhook_id, to_change=True)
    before = noted(webhook)
    _change(viewer, webhook, changes)
    if changes.skips_missed:
        missed = WebhookDelivery.objects.filter(webhook_id=webhook.pk, state=DeliveryState.WAITING)
        missed.update(state=DeliveryState.SKIPPED, next_try_at=None)
    if changes.is_enabled is not None and changes.is_enabled != webhook.is_enabled:
        _switch(webhook, is_on=changes.is_enabled)
    webhook.save()
    record(viewer, "webhook.update", "webhook", webhook.pk, before, noted(webhook))
    return webhook


def _change(viewer: Viewer, webhook: Webhook, changes: WebhookChanges) -> None:
    if changes.url is not None:
        webhook.url = checked_url(changes.url)
    if changes.kinds is not None:
        webhook.kinds = checked_kinds(changes.kinds)
    if changes.all_stores:
        webhook.store_ids = checked_stores(viewer, None)
    elif changes.store_ids is not None:
        webhook.store_ids = checked_stores(viewer, changes.store_ids)
    if changes.includes_text is not None:
        webhook.includes_text = changes.includes_text


def _switch(webhook: Webhook, *, is_on: bool) -> None:
    webhook.is_enabled = webhook.collects = is_on
    webhook.disabled_why, webhook.disabled_at = "", None if is_on else timezone.now()
    if is_on:
        webhook.failures, webhook.failing_since, webhook.next_try_at = 0, None, None
        waiting = WebhookDelivery.objects.filter(webhook_id=webhook.pk, state=DeliveryState.WAITING)
        waiting.update(next_try_at=timezone.now(), failing_since=None)
        wake_webhook(webhook.pk)
