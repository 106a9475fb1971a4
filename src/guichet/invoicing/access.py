"""The doors: every row of this room that a viewer reaches by id comes through one of these."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Order
from guichet.invoicing.models import Invoice, InvoiceBatch, InvoiceSettings


def invoices(viewer: Viewer) -> QuerySet[Invoice]:
    """The papers of the visible stores."""
    rows = Invoice.objects.filter(account_id=viewer.account_id)
    return rows if viewer.store_ids is None else rows.filter(store_id__in=viewer.store_ids)


def settings_rows(viewer: Viewer) -> QuerySet[InvoiceSettings]:
    """The settings of the visible stores."""
    rows = InvoiceSettings.objects.filter(account_id=viewer.account_id)
    return rows if viewer.store_ids is None else rows.filter(store_id__in=viewer.store_ids)


def batches(viewer: Viewer) -> QuerySet[InvoiceBatch]:
    """The batches that the viewer asked for, or all of the account for who may manage all stores."""
    rows = InvoiceBatch.objects.filter(account_id=viewer.account_id)
    if viewer.store_ids is None and viewer.may_manage:
        return rows
    return rows.filter(asked_by=viewer.member_id)


def one_order(viewer: Viewer, order_id: UUID) -> Order:
    """A visible order that was fetched, with its channel; RefusalError NOT_FOUND otherwise."""
    fetched = access.orders(viewer).filter(id=order_id, fetched_at__isnull=False)
    order = fetched.select_related("channel").first()
    if order is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such order, or you may not see it."), "orderId")
    return order


def one_invoice(viewer: Viewer, invoice_id: UUID) -> Invoice:
    """A visible paper; RefusalError NOT_FOUND otherwise."""
    invoice = invoices(viewer).filter(id=invoice_id).select_related("file").first()
    if invoice is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such invoice, or you may not see it."), "invoiceId")
    return invoice
