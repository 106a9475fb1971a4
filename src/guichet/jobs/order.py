"""Orders that a run could not fetch."""

from uuid import UUID

from guichet.accounts.models import Channel
from guichet.jobs.app import job
from guichet.sync.orders import fetch_orders_of


@job("order.fetch", of=Channel)
def fetch(channel_id: str) -> None:
    """Fetch the orders of one channel that are due."""
    fetch_orders_of(UUID(channel_id))
