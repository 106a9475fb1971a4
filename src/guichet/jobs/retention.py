"""Personal data goes when its time is over."""

from uuid import UUID

from django.utils import timezone

from guichet.checks.backups import backups_holding
from guichet.inbox.models import ErasureReceipt
from guichet.inbox.outbox import wake_erasure
from guichet.inbox.retention.run import run_erasure
from guichet.inbox.retention.start import overdue, start_due
from guichet.jobs.app import job

# Shorter than the moment that a worker has to end.
WITHIN_SECONDS = 2.0


@job("retention.look", cron="7 3 * * *", queueing_lock="retention.look")
def look(timestamp: int) -> None:
    """Every night, after the backup."""
    start_due()


@job("retention.erase", of=ErasureReceipt)
def erase(receipt_id: str) -> None:
    """Carry one erasure on."""
    run_erasure(UUID(receipt_id), backups_holding, WITHIN_SECONDS)


@job("retention.sweep", cron="* * * * *", queueing_lock="retention.sweep")
def sweep(timestamp: int) -> None:
    """Find what waits for a job that is gone."""
    for receipt_id in overdue(timezone.now()):
        wake_erasure(receipt_id)
