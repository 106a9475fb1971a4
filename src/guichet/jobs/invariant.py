"""What must always hold is asked every night."""

from guichet.checks.invariants import look as look_over_all
from guichet.jobs.app import job


@job("invariant.look", cron="41 3 * * *", queueing_lock="invariant.look")
def look(timestamp: int) -> None:
    """Every night."""
    look_over_all()
