"""Lets go of an invoice that was made elsewhere and kept for the wrong order."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.invoicing.access import one_invoice
from guichet.invoicing.models import FetchState, Invoice, InvoiceKind, OwnFetch


def remove_own_invoice(viewer: Viewer, invoice_id: UUID) -> Invoice:
    """The order has no invoice again; files in replies stay. CONFLICT for what was issued here."""
    viewer.must_manage()
    invoice = one_invoice(viewer, invoice_id)
    if invoice.kind != InvoiceKind.OWN:
        message = _("An invoice that was issued stays; make a credit note instead.")
        raise refuse(ErrorCode.CONFLICT, message, "invoiceId")
    with transaction.atomic():
        OwnFetch.objects.filter(order_id=invoice.order_id, state=FetchState.DONE).delete()
        deleted, _rows = Invoice.objects.filter(pk=invoice.pk, kind=InvoiceKind.OWN).delete()
        if deleted:
            before = {"number": invoice.number, "order": invoice.order_id}
            record(viewer, "invoice.remove", "invoice", invoice.pk, before)
    return invoice
