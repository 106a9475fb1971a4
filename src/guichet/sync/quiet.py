"""Polls that found nothing: most of all, and nothing of them is written but when to come again.

They hold their channel until that is noted, many at once in one statement. One that is lost before costs a
second poll.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.sync.pace import next_wait, quiet_after

# Where somebody asked for a synchronisation meanwhile, or switched it off, that stays.
NOTE = """
UPDATE channel SET cursor = ended.cursor, last_sync_at = %s, next_sync_at = CASE
        WHEN channel.next_sync_at IS NOT DISTINCT FROM ended.was_due_at THEN ended.next_sync_at
        ELSE channel.next_sync_at END,
    quiet_runs = ended.quiet_runs, held_by = NULL, held_until = NULL
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::int[])
    AS ended(id, held_by, cursor, was_due_at, next_sync_at, quiet_runs)
WHERE channel.id = ended.id AND channel.held_by = ended.held_by
"""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The end of a poll that found nothing."""

    channel_id: UUID
    held_by: UUID | None
    cursor: str
    was_due_at: datetime | None
    next_sync_at: datetime
    quiet_runs: int


def may_be_quiet(channel: Channel) -> bool:
    """Whether a run that finds nothing has nothing else to do: it fares well and waits for nothing more."""
    is_well = channel.health == ChannelHealth.HEALTHY and not channel.failures
    is_imported, by_mail = channel.backfill_done_at is not None, bool(channel.inbound_address)
    return is_well and is_imported and not by_mail and not getattr(channel, "has_left_over", True)


def quiet_end(channel: Channel, cursor: str, started: datetime) -> Quiet:
    """Due again the later the longer it has been quiet, counted from the run's start."""
    runs = quiet_after(channel, brought=False)
    due_at = started + next_wait(channel, runs)
    return Quiet(channel.pk, channel.held_by, cursor, channel.next_sync_at, due_at, runs)


def note_quiet(ended: Sequence[Quiet]) -> None:
    """Note when each is due again, and free it; one that somebody else has taken over meanwhile is left."""
    if not ended:
        return
    rows = [
        (one.channel_id, one.held_by, one.cursor, one.was_due_at, one.next_sync_at, one.quiet_runs)
        for one in ended
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [timezone.now(), *(list(column) for column in zip(*rows, strict=True))])
