"""Makes the invoice of an order."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.invoicing.access import one_order
from guichet.invoicing.issue import Issue, issue, logo_of, take_turn, today_of
from guichet.invoicing.models import Invoice
from guichet.invoicing.queries.invoices import invoice_of_order
from guichet.invoicing.ready import paper_for, settings_in
from guichet.invoicing.sale import sale_of
from guichet.invoicing.settings.vat_numbers import vat_number


def generate_invoice(viewer: Viewer, order_id: UUID, buyer_vat_number: str | None = None) -> Invoice:
    """Make it, or return the one that the order has, whatever else is asked for.

    `buyer_vat_number` is what a business gave by itself, since no marketplace tells it. RefusalError with the
    sentence of `obstacle`; then nothing was numbered.
    """
    viewer.must_reply()
    order = one_order(viewer, order_id)
    existing = invoice_of_order(viewer, order.pk)
    if existing is not None:
        return existing
    buyer = _checked(buyer_vat_number)
    with transaction.atomic():
        row = take_turn(order.channel.store_id)
        # Whoever had the turn before may have made it.
        existing = invoice_of_order(viewer, order.pk)
        if existing is not None:
            return existing
        store = settings_in(row)
        paper = paper_for(store.settings, sale_of(order, buyer), today_of(store.settings), logo_of(store.row))
        return issue(Issue(viewer, store.settings, order, order.channel.store_id, paper))


def _checked(written: str | None) -> str | None:
    if not (written or "").strip():
        return None
    number = vat_number(written or "")
    if number is None:
        message = _("%(number)s is not a VAT number: its check digits or length are wrong.")
        raise refuse(ErrorCode.INVALID, message % {"number": written}, "buyerVatNumber")
    return number
