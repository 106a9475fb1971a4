"""Puts a paper into the marketplace's own file of its order."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.invoicing import access
from guichet.invoicing.filing import begin_filing, takes_papers
from guichet.invoicing.models import Filing, FilingState


def file_paper(viewer: Viewer, invoice_id: UUID) -> Filing:
    """Have it filed; one that is there stays, one that failed is tried again.

    RefusalError NOT_FOUND, FORBIDDEN, UNSUPPORTED where the marketplace keeps no papers with its orders.
    """
    viewer.must_reply()
    invoice = access.one_invoice(viewer, invoice_id)
    if not takes_papers(access.one_order(viewer, invoice.order_id)):
        message = _("This marketplace keeps no papers with its orders; send the invoice with an answer.")
        raise refuse(ErrorCode.UNSUPPORTED, message, "invoiceId")
    with transaction.atomic():
        known = (
            Filing.objects.select_for_update().filter(account_id=viewer.account_id, invoice=invoice).first()
        )
        if known is not None and known.state != FilingState.FAILED:
            return known
        before = None if known is None else {"state": known.state}
        filing = begin_filing(invoice)
        record(viewer, "invoice.file", "invoice", invoice.pk, before, {"state": filing.state})
        return filing
