"""How far batches are."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox import access as inbox_access
from guichet.invoicing import access
from guichet.invoicing.actions.start_batch import MAX_ORDERS
from guichet.invoicing.models import Invoice, InvoiceBatch
from guichet.invoicing.queries.invoices import OF_ORDERS


def batch_of(viewer: Viewer, batch_id: UUID) -> InvoiceBatch:
    """One of the viewer's; RefusalError NOT_FOUND otherwise."""
    batch = access.batches(viewer).filter(id=batch_id).defer("orders").first()
    if batch is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such batch, or you may not see it."), "batchId")
    return batch


def orders_without_invoice(
    viewer: Viewer, store_ids: Sequence[UUID] | None, since: datetime, until: datetime
) -> list[UUID]:
    """The orders placed from `since` to before `until` without an invoice, oldest first; at most 10,000."""
    rows = inbox_access.orders(viewer).filter(
        fetched_at__isnull=False, placed_at__gte=since, placed_at__lt=until
    )
    if store_ids is not None:
        rows = rows.filter(channel__store_id__in=store_ids)
    invoiced = Invoice.objects.filter(account_id=viewer.account_id, kind__in=OF_ORDERS).values("order_id")
    found = rows.exclude(id__in=invoiced).order_by("placed_at", "id").values_list("id", flat=True)
    return list(found[:MAX_ORDERS])
