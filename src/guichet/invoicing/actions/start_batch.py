"""Invoices many orders, one after the other."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.outbox import wake_invoice_batch
from guichet.invoicing.models import InvoiceBatch

MAX_ORDERS = 10_000


def start_batch(viewer: Viewer, order_ids: Sequence[UUID]) -> InvoiceBatch:
    """A batch that begins at once; RefusalError when there is none, too many, or one that may not be seen."""
    viewer.must_reply()
    ids = list(dict.fromkeys(order_ids))
    if not ids:
        raise refuse(ErrorCode.REQUIRED, _("Name at least one order."), "orderIds")
    if len(ids) > MAX_ORDERS:
        message = _("At most %(limit)s orders at a time.")
        raise refuse(ErrorCode.TOO_LARGE, message % {"limit": MAX_ORDERS}, "orderIds")
    missing = len(ids) - access.orders(viewer).filter(id__in=ids).count()
    if missing:
        message = _("%(count)s of these orders are not there, or you may not see them; nothing was done.")
        raise refuse(ErrorCode.NOT_FOUND, message % {"count": missing}, "orderIds")
    with transaction.atomic():
        batch = InvoiceBatch.objects.create(
            account_id=viewer.account_id,
            asked_by=viewer.member_id,
            orders=[str(order_id) for order_id in ids],
            total=len(ids),
        )
        wake_invoice_batch(batch.pk)
        record(viewer, "invoice_batch.start", "invoice_batch", batch.pk, None, {"orders": batch.total})
    return batch
