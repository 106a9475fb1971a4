"""How long a run may be silent before its channel is free for others.

A job's run has a long lease, since the sweep frees what dead workers' jobs held. No job tells of a poll, so
its lease is short, and the process that polls keeps it while it lives: a channel of one that died is free
again within a minute.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from django.db import connection
from django.utils import timezone

from guichet.accounts.models import Channel

# A run renews its lease at every page; after so long a silence somebody else may try.
LEASE = timedelta(seconds=120)
# What a poll has, and how often the process that polls renews it.
POLL_LEASE = timedelta(seconds=45)
KEEP_SECONDS = 15.0

KEEP = """
UPDATE channel SET held_until = %s
FROM unnest(%s::uuid[], %s::uuid[]) AS mine(id, held_by)
WHERE channel.id = mine.id AND channel.held_by = mine.held_by
"""


@dataclass(slots=True)
class Hold:
    """A poll under way: its channel, and when it last gave a sign of life (monotonic seconds)."""

    channel: Channel
    moved_at: float = field(default_factory=monotonic)

    @property
    def is_alive(self) -> bool:
        """Whether its silence is still one that a slow marketplace explains."""
        return monotonic() - self.moved_at < LEASE.total_seconds()


_hold: ContextVar[Hold | None] = ContextVar("guichet_hold", default=None)


@contextmanager
def held(hold: Hold) -> Iterator[None]:
    """The run inside is a poll: somebody keeps its lease."""
    token = _hold.set(hold)
    try:
        yield
    finally:
        _hold.reset(token)


def lease_of_run() -> timedelta:
    """The lease that the run at hand may take from now on; asking is its sign of life."""
    hold = _hold.get()
    if hold is None:
        return LEASE
    hold.moved_at = monotonic()
    return POLL_LEASE


def keep(holds: Sequence[Hold]) -> None:
    """Renew the leases of polls that are alive; a lease that somebody else has by now stays theirs."""
    mine = [hold.channel for hold in holds if hold.is_alive]
    if mine:
        ids, holders = [one.pk for one in mine], [one.held_by for one in mine]
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [timezone.now() + POLL_LEASE, ids, holders])
