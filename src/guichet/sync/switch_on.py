"""Lets a channel run again."""

from django.db import transaction
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.inbox.outbox import wake_sync


def switch_on(channel: Channel) -> None:
    """On, with a clean slate, and due at once."""
    with transaction.atomic():
        Channel.objects.filter(id=channel.pk).update(
            is_enabled=True, health=ChannelHealth.HEALTHY, health_message="", failures=0,
            next_sync_at=timezone.now(),
        )  # fmt: skip
        wake_sync(channel.pk)
    channel.refresh_from_db()
