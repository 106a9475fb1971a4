"""Sends a webhook an event that means nothing, so that a person sees whether it arrives."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models.keys import new_id
from guichet.accounts.viewer import Viewer
from guichet.events.access import deliveries, one_webhook
from guichet.events.models import EventKind, WebhookDelivery
from guichet.events.outbox import wake_webhook

# The database gives it its position, as it does to all others.
WRITE = """
INSERT INTO webhook_delivery (id, account_id, webhook_id, kind, subject) VALUES (%s, %s, %s, %s, %s)
"""


@transaction.atomic
def try_webhook(viewer: Viewer, webhook_id: UUID) -> WebhookDelivery:
    """The event on its way; one that rests is tried now too. FORBIDDEN, NOT_FOUND, CONFLICT when off."""
    webhook = one_webhook(viewer, webhook_id, to_change=True)
    if not webhook.is_enabled:
        raise refuse(ErrorCode.CONFLICT, _("This webhook is off: switch it on first."), "webhookId")
    key = new_id()
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [key, webhook.account_id, webhook.pk, EventKind.TEST.value, key])
    webhook.next_try_at = timezone.now()
    webhook.save(update_fields=["next_try_at"])
    record(viewer, "webhook.test", "webhook", webhook.pk)
    wake_webhook(webhook.pk)
    return deliveries(viewer).get(id=key)
