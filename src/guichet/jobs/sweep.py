"""Nothing waits for a job that is gone."""

from guichet.jobs.app import job
from guichet.sync.sweep import sweep as sweep_rows


@job("rows.sweep", cron="* * * * * */15", queueing_lock="rows.sweep")
def sweep(timestamp: int) -> None:
    """Find rows whose job is lost."""
    sweep_rows()
