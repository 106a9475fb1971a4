"""Synchronisations that were asked for, imports, comparisons. Polls need no job: `guichet.sync.rounds`."""

from uuid import UUID

from django.conf import settings

from guichet.accounts.models import Channel
from guichet.jobs.app import job
from guichet.sync.due import wake_importing
from guichet.sync.pull import continue_import, synchronise
from guichet.sync.reconcile import reconcile_if_possible, wake_unreconciled

# Short intervals are for rehearsals and tests: look every second there.
LOOK = "* * * * * */5" if settings.GUICHET_SYNC_INTERVAL >= 60 else "* * * * * *"


@job("channel.wake", cron=LOOK, queueing_lock="channel.wake")
def wake(timestamp: int) -> None:
    """Wake the imports that may go on."""
    wake_importing()


@job("channel.sync", of=Channel)
def sync(channel_id: str) -> None:
    """Synchronise one channel."""
    synchronise(UUID(channel_id))


@job("channel.import", of=Channel)
def import_more(channel_id: str) -> None:
    """Import a further stretch of what was said before."""
    continue_import(UUID(channel_id))


@job("channel.compare", cron="*/10 * * * *", queueing_lock="channel.compare")
def compare(timestamp: int) -> None:
    """Wake the comparison of channels that had none for a day."""
    wake_unreconciled()


@job("channel.reconcile", of=Channel)
def compare_one(channel_id: str) -> None:
    """Compare one channel with its marketplace."""
    reconcile_if_possible(UUID(channel_id))
