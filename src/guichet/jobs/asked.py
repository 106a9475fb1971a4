"""What the API keeps about requests does not stay."""

from guichet.accounts.actions.forget_asked import forget_answers, forget_spending
from guichet.jobs.app import job


@job("asked.prune", cron="41 * * * *", queueing_lock="asked.prune")
def prune(timestamp: int) -> None:
    """Answers of mutations after a day, full buckets after an hour."""
    forget_answers()
    forget_spending()
