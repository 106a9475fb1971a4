"""Gives a webhook another secret."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.events.access import one_webhook
from guichet.events.models import Webhook
from guichet.events.secrets import change_secret, new_secret


@transaction.atomic
def rotate_webhook_secret(viewer: Viewer, webhook_id: UUID) -> tuple[Webhook, str]:
    """The new secret, shown this once; for 24 hours the former one signs too. FORBIDDEN, NOT_FOUND."""
    webhook = one_webhook(viewer, webhook_id, to_change=True)
    secret = new_secret()
    change_secret(webhook, secret)
    webhook.save(update_fields=["secrets", "previous_until"])
    record(viewer, "webhook.rotate_secret", "webhook", webhook.pk)
    return webhook, secret
