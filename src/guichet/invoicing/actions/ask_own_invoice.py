"""Asks the seller's own system for an order's invoice."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.outbox import wake_own_invoice
from guichet.invoicing import access
from guichet.invoicing.models import FetchState, OwnFetch
from guichet.invoicing.queries.invoices import invoice_of_order


def ask_own_invoice(viewer: Viewer, order_id: UUID) -> OwnFetch:
    """Have it fetched by the store's address template; asking again after a failure tries again.

    RefusalError CONFLICT where the order has its invoice or the settings no address.
    """
    viewer.must_reply()
    order = access.one_order(viewer, order_id)
    if invoice_of_order(viewer, order.pk) is not None:
        raise refuse(ErrorCode.CONFLICT, _("This order has its invoice already."), "orderId")
    row = access.settings_rows(viewer).filter(store_id=order.channel.store_id).first()
    if row is None or not row.data.get("ownAddress"):
        message = _("Write into the invoice settings at which address your system keeps invoices.")
        raise refuse(ErrorCode.CONFLICT, message, "orderId")
    waiting = {
        "state": FetchState.WAITING,
        "attempts": 0,
        "next_try_at": timezone.now(),
        "error": "",
        "asked_by": viewer.member_id,
    }
    with transaction.atomic():
        fetch, _made = OwnFetch.objects.update_or_create(
            account_id=viewer.account_id, order=order, defaults=waiting
        )
        wake_own_invoice(fetch.pk)
        record(viewer, "invoice.fetch", "order", order.pk)
    return fetch
