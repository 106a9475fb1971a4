"""Takes a batch of invoices further."""

import logging
import time
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import RefusalError
from guichet.accounts.queries.viewer_again import viewer_again
from guichet.accounts.viewer import Viewer
from guichet.inbox.outbox import wake_invoice_batch
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.compose import PaperContradictsItselfError
from guichet.invoicing.models import BatchState, InvoiceBatch

log = logging.getLogger("guichet.invoicing")

# A batch that did not move for so long lost its job.
STALLED = timedelta(seconds=30)
NO_LONGER_HERE = "Whoever asked for this is no longer a member; ask for the rest anew."


def run_batch(batch_id: UUID, within_seconds: float) -> None:
    """Invoice its next orders, each in a transaction with its progress; what is left is for a later job.

    A crash loses at most the order at hand, which gets its turn again.
    """
    batch = InvoiceBatch.objects.get(id=batch_id)
    viewer = viewer_again(batch.asked_by)
    end = time.monotonic() + within_seconds
    while _step(batch, viewer):
        if time.monotonic() > end:
            wake_invoice_batch(batch_id)
            return


def wake_stalled() -> None:
    """Wake the batches whose job is lost."""
    stalled = InvoiceBatch.objects.filter(state=BatchState.RUNNING, updated_at__lt=timezone.now() - STALLED)
    for batch_id in stalled.values_list("id", flat=True):
        wake_invoice_batch(batch_id)


def _step(batch: InvoiceBatch, viewer: Viewer | None) -> bool:
    """One order; False when there is none left, or somebody else is at this batch."""
    with transaction.atomic():
        running = InvoiceBatch.objects.select_for_update(skip_locked=True).defer("orders")
        row = running.filter(id=batch.pk, state=BatchState.RUNNING).first()
        if row is None:
            return False
        problem = _invoice(viewer, batch.orders[row.done])
        row.done += 1
        row.issued += problem is None
        if problem is not None:
            row.problems = [*row.problems, {"order": batch.orders[row.done - 1], "why": problem}]
        row.state = BatchState.DONE if row.done >= row.total else BatchState.RUNNING
        row.save(update_fields=["done", "issued", "problems", "state", "updated_at"])
        return row.state == BatchState.RUNNING


def _invoice(viewer: Viewer | None, order_id: str) -> str | None:
    """Why there is none; None where there is one now."""
    if viewer is None:
        return NO_LONGER_HERE
    try:
        with transaction.atomic():
            generate_invoice(viewer, UUID(order_id))
    except RefusalError as refusal:
        return refusal.problems[0].message
    except PaperContradictsItselfError:
        # An error of ours must not keep the other orders from their turn.
        log.exception("an order of a batch could not be invoiced")
        return _("Guichet could not work this invoice out; its log says why. Upload your own.")
    return None
