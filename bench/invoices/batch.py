"""A thousand invoices at once."""

import time
from collections.abc import Sequence
from uuid import UUID

from bench.measure.processor import database_processes, processor_seconds
from bench.report.table import Table, ms
from guichet.accounts.viewer import Viewer
from guichet.invoicing.actions.start_batch import start_batch
from guichet.invoicing.models import BatchState, Invoice, InvoiceBatch

PATIENCE = 600.0
NOTE = (
    "`startInvoiceBatch` for orders of two lines, until every one has its invoice; two `guichet worker` "
    "processes, one store, so that the numbers are given one after another. CPU of both workers and of the "
    "database, in ms an invoice. Afterwards the numbers are counted: no gap, no double. The aim is 1,000 in "
    "under 60 s."
)


def drawn(viewer: Viewer, orders: Sequence[UUID], workers: Sequence[int]) -> Table:
    """How long it takes from the click to the last number."""
    spent, database = processor_seconds(iter(workers)), processor_seconds(database_processes())
    started = time.monotonic()
    batch_id = start_batch(viewer, orders).pk
    batch = _finished(batch_id)
    seconds = time.monotonic() - started
    if batch.issued != len(orders):
        raise SystemExit(f"{batch.issued} of {len(orders)} invoices were made: {batch.problems[:3]}")
    _must_be_gapless()
    ours = (processor_seconds(iter(workers)) - spent) * 1_000 / len(orders)
    rows = (processor_seconds(database_processes()) - database) * 1_000 / len(orders)
    table = Table("A batch", NOTE, ("invoices", "seconds", "a second", "worker CPU", "PostgreSQL CPU"))
    table.rows.append(
        [f"{len(orders):,}", f"{seconds:.1f}", f"{len(orders) / seconds:.0f}", ms(ours), ms(rows)]
    )
    return table


def _finished(batch_id: UUID) -> InvoiceBatch:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        batch = InvoiceBatch.objects.get(pk=batch_id)
        if batch.state == BatchState.DONE:
            return batch
        time.sleep(0.1)
    raise SystemExit("the batch did not end in time")


def _must_be_gapless() -> None:
    numbers = list(Invoice.objects.order_by("sequence").values_list("sequence", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        raise SystemExit("the numbers of the invoices have gaps or doubles")
