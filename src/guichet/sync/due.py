"""Which channels are due, and who synchronises one: rows decide, jobs only wake."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.accounts.models.keys import new_id
from guichet.inbox.outbox import wake_imports, wake_syncs

# A run renews its lease at every page; a worker that died frees its channel after this.
LEASE = timedelta(seconds=120)
# So many are woken at a look; after an outage the others follow, the longest due first.
AT_ONCE = 500


# What `_free` asks of a channel, as one statement with its columns: every poll begins with it.
CLAIM = """
UPDATE channel SET held_by = %s, held_until = %s, last_try_at = %s
WHERE id = %s AND is_enabled AND health <> 'BLOCKED'
  AND (held_until IS NULL OR held_until < %s) AND (busy_until IS NULL OR busy_until <= %s)
RETURNING *
"""
RELEASE = "UPDATE channel SET held_by = NULL, held_until = NULL WHERE id = %s AND held_by = %s"


class LostLeaseError(Exception):
    """Somebody else took the channel over; what this run has not committed is dropped."""


def wake_due() -> int:
    """Wake the channels whose time has come and that nobody holds, imports last; how many."""
    now = timezone.now()
    idle = Channel.objects.filter(_free(now), is_enabled=True).exclude(health=ChannelHealth.BLOCKED)
    due = idle.filter(next_sync_at__lte=now).order_by("next_sync_at")
    importing = idle.filter(_goes_on(now), backfill_done_at=None, next_sync_at__gt=now)
    ids = list(due.values_list("id", flat=True)[:AT_ONCE])
    more = list(importing.order_by("backfill_next_at").values_list("id", flat=True)[:AT_ONCE])
    wake_syncs(ids)
    wake_imports(more)
    return len(ids) + len(more)


def claim(channel_id: UUID) -> Channel | None:
    """Take a channel for this run by one conditional UPDATE; None when it is off, blocked or held."""
    now = timezone.now()
    return next(iter(Channel.objects.raw(CLAIM, [new_id(), now + LEASE, now, channel_id, now, now])), None)


def renew(channel: Channel, **moved: str) -> None:
    """Keep the lease, and note how far the run has come; LostLeaseError when it is no longer ours.

    Called inside a page's transaction.
    """
    kept = Channel.objects.filter(id=channel.pk, held_by=channel.held_by)
    if not kept.update(held_until=timezone.now() + LEASE, **moved):
        raise LostLeaseError


def release(channel: Channel) -> None:
    """Give the channel back, if it is still ours."""
    with connection.cursor() as cursor:
        cursor.execute(RELEASE, [channel.pk, channel.held_by])


def come_back(channel: Channel, wait: timedelta) -> None:
    """Its marketplace has all the threads here that it may have: due again a moment later."""
    now = timezone.now()
    is_due = Channel.objects.filter(id=channel.pk, next_sync_at__lte=now)
    if not is_due.update(next_sync_at=now + wait):
        Channel.objects.filter(id=channel.pk).update(backfill_next_at=now + wait)


def _goes_on(now: datetime) -> Q:
    return Q(backfill_next_at=None) | Q(backfill_next_at__lte=now)


def _free(now: datetime) -> Q:
    """Nobody is at it, and its marketplace has not asked to be left alone."""
    is_idle = Q(held_until=None) | Q(held_until__lt=now)
    return is_idle & (Q(busy_until=None) | Q(busy_until__lte=now))
