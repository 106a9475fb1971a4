"""Changes of many discussions go on."""

from uuid import UUID

from guichet.inbox.actions.prune_bulk import prune_bulk
from guichet.inbox.actions.run_bulk import run_bulk
from guichet.inbox.models import BulkAct
from guichet.jobs.app import job


@job("bulk.run", of=BulkAct)
def run(bulk_act_id: str) -> None:
    """Carry one act on to its end."""
    run_bulk(UUID(bulk_act_id))


@job("bulk.prune", cron="41 4 * * *", queueing_lock="bulk.prune")
def prune(timestamp: int) -> None:
    """Forget old ones."""
    prune_bulk()
