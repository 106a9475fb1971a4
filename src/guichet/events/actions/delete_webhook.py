"""Removes a webhook."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.events.access import one_webhook
from guichet.events.actions.noted import noted


@transaction.atomic
def delete_webhook(viewer: Viewer, webhook_id: UUID) -> None:
    """With all that was and was to be told; RefusalError FORBIDDEN, NOT_FOUND."""
    webhook = one_webhook(viewer, webhook_id, to_change=True)
    before = noted(webhook)
    webhook.delete()
    record(viewer, "webhook.delete", "webhook", webhook_id, before, None)
