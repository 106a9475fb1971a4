"""Who delivers to a webhook: one worker at a time, who then keeps the order of its events."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from guichet.accounts.models.keys import new_id
from guichet.events.models import Webhook

# Longer than a try may take (deliver.py), and renewed with every answer; a dead worker frees it after this.
LEASE = timedelta(seconds=45)


def claim(webhook_id: UUID) -> Webhook | None:
    """Take it by one conditional UPDATE; None when it is off, rests, or somebody is at it."""
    now, run = timezone.now(), new_id()
    free = Q(held_until=None) | Q(held_until__lt=now)
    ready = Q(next_try_at=None) | Q(next_try_at__lte=now)
    mine = Webhook.objects.filter(free, ready, id=webhook_id, is_enabled=True)
    if not mine.update(held_by=run, held_until=now + LEASE):
        return None
    return Webhook.objects.filter(held_by=run).first()


def renew(webhook: Webhook) -> bool:
    """Keep it; False when it was taken away, switched off or removed meanwhile."""
    mine = Webhook.objects.filter(id=webhook.pk, held_by=webhook.held_by, is_enabled=True)
    return bool(mine.update(held_until=timezone.now() + LEASE))


def release(webhook: Webhook) -> None:
    """Give it back, if it is still ours."""
    mine = Webhook.objects.filter(id=webhook.pk, held_by=webhook.held_by)
    mine.update(held_by=None, held_until=None)
