"""Who synchronises a channel, and which imports go on: rows decide, jobs only wake."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.accounts.models.keys import new_id
from guichet.inbox.outbox import wake_imports
from guichet.sync.hold import LEASE, lease_of_run

# So many are woken at a look; the others follow, the longest waiting first.
AT_ONCE = 500
# What a run has to look after before it may end as a quiet one: pages that a dead run left, orders to fetch,
# threads of which a part is missing.
LEFT_OVER = """(
    EXISTS (SELECT FROM raw_page kept WHERE kept.channel_id = channel.id)
    OR EXISTS (SELECT FROM marketplace_order asked
        WHERE asked.channel_id = channel.id AND asked.fetch_after <= %(now)s)
    OR EXISTS (SELECT FROM discussion part
        WHERE part.channel_id = channel.id AND part.marketplace_message_count > part.message_count)
) AS has_left_over"""
# What `_free` asks of a channel, as one statement with its columns: every run of a job begins with it.
CLAIM = f"""
UPDATE channel SET held_by = %(holder)s, held_until = %(until)s, last_try_at = %(now)s
WHERE id = %(id)s AND is_enabled AND health <> 'BLOCKED'
  AND (held_until IS NULL OR held_until < %(now)s) AND (busy_until IS NULL OR busy_until <= %(now)s)
RETURNING channel.*, {LEFT_OVER}
"""  # noqa: S608 - a constant of ours
RELEASE = "UPDATE channel SET held_by = NULL, held_until = NULL WHERE id = %s AND held_by = %s"


class LostLeaseError(Exception):
    """Somebody else took the channel over; what this run has not committed is dropped."""


def wake_importing() -> int:
    """Wake the imports that may go on of channels that nobody holds and that are not due; how many."""
    now = timezone.now()
    idle = Channel.objects.filter(_free(now), is_enabled=True).exclude(health=ChannelHealth.BLOCKED)
    importing = idle.filter(_goes_on(now), backfill_done_at=None, next_sync_at__gt=now)
    ids = list(importing.order_by("backfill_next_at").values_list("id", flat=True)[:AT_ONCE])
    wake_imports(ids)
    return len(ids)


def claim(channel_id: UUID) -> Channel | None:
    """Take a channel for this run by one conditional UPDATE; None when it is off, blocked or held."""
    now = timezone.now()
    asked = {"holder": new_id(), "until": now + LEASE, "now": now, "id": channel_id}
    return next(iter(Channel.objects.raw(CLAIM, asked)), None)


def renew(channel: Channel, **moved: str) -> None:
    """Keep the lease, and note how far the run has come; LostLeaseError when it is no longer ours.

    Called inside a page's transaction.
    """
    kept = Channel.objects.filter(id=channel.pk, held_by=channel.held_by)
    if not kept.update(held_until=timezone.now() + lease_of_run(), **moved):
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
