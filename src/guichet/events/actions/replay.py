"""Tells again what was told, or what nobody took."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.events.access import deliveries, one_webhook
from guichet.events.models import DeliveryState, WebhookDelivery
from guichet.events.outbox import wake_webhook


@transaction.atomic
def replay_delivery(viewer: Viewer, delivery_id: UUID) -> WebhookDelivery:
    """One, under its own id, so that who has it knows. FORBIDDEN, NOT_FOUND, CONFLICT when off."""
    row = deliveries(viewer).filter(id=delivery_id).first()
    if row is None:
        message = _("There is no such event, or it is older than 30 days.")
        raise refuse(ErrorCode.NOT_FOUND, message, "deliveryId")
    _must_be_on(viewer, row.webhook_id)
    _again(deliveries(viewer).filter(id=row.pk))
    record(viewer, "webhook.replay", "webhook", row.webhook_id, None, {"delivery": str(row.pk)})
    wake_webhook(row.webhook_id)
    row.refresh_from_db()
    return row


@transaction.atomic
def replay_since(
    viewer: Viewer, webhook_id: UUID, since: datetime, *, includes_delivered: bool = False
) -> int:
    """How many that happened since are told again: those that nobody took, or all. Errors as for one."""
    _must_be_on(viewer, webhook_id)
    rows = deliveries(viewer).filter(webhook_id=webhook_id, occurred_at__gte=since)
    if not includes_delivered:
        rows = rows.exclude(state=DeliveryState.DELIVERED)
    count = _again(rows)
    after = {"since": since.isoformat(), "includesDelivered": includes_delivered, "count": count}
    record(viewer, "webhook.replay", "webhook", webhook_id, None, after)
    wake_webhook(webhook_id)
    return count


def _again(rows: QuerySet[WebhookDelivery]) -> int:
    return rows.update(state=DeliveryState.WAITING, next_try_at=timezone.now(), failing_since=None)


def _must_be_on(viewer: Viewer, webhook_id: UUID) -> None:
    if not one_webhook(viewer, webhook_id).is_enabled:
        raise refuse(ErrorCode.CONFLICT, _("This webhook is off: switch it on first."), "webhookId")
