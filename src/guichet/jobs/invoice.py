"""Invoices in numbers, and those of the sellers' own systems."""

from uuid import UUID

from guichet.invoicing.actions.run_batch import run_batch, wake_stalled
from guichet.invoicing.models import Filing, InvoiceBatch, OwnFetch
from guichet.jobs.app import job
from guichet.sync.file_paper import file_with_marketplace, wake_unfiled
from guichet.sync.own_invoice import fetch_own_invoice, wake_waiting

# Shorter than the moment that a worker has to end.
WITHIN_SECONDS = 2.0


@job("invoice.batch", of=InvoiceBatch)
def batch(batch_id: str) -> None:
    """Take a batch further."""
    run_batch(UUID(batch_id), WITHIN_SECONDS)


@job("invoice.fetch", of=OwnFetch)
def fetch(fetch_id: str) -> None:
    """Fetch one invoice from the seller's own system."""
    fetch_own_invoice(UUID(fetch_id))


@job("invoice.file", of=Filing)
def file(filing_id: str) -> None:
    """File one paper with the marketplace of its order."""
    file_with_marketplace(UUID(filing_id))


@job("invoice.sweep", cron="* * * * * */15", queueing_lock="invoice.sweep")
def sweep(timestamp: int) -> None:
    """Find what waits for a job that is gone."""
    wake_stalled()
    wake_waiting()
    wake_unfiled()
