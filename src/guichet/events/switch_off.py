"""Guichet itself switches a webhook off, and its owners are told once."""

import logging

from django.db import transaction
from django.utils import timezone

from guichet.events.models import Webhook
from guichet.events.outbox import wake_owners

log = logging.getLogger("guichet.events")


@transaction.atomic
def switch_off(webhook: Webhook, why: str) -> None:
    """Nothing is sent from now on; what happens is still written down, so that it can be told later."""
    on = Webhook.objects.filter(id=webhook.pk, is_enabled=True)
    webhook.is_enabled = False
    if on.update(is_enabled=False, disabled_why=why, disabled_at=timezone.now(), owners_told_at=None):
        log.warning("webhook %s was switched off", webhook.pk)
        wake_owners(webhook.pk)
