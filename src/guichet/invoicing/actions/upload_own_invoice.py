"""Takes in an invoice that was made elsewhere."""

from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.files import TooLargeError, chunks_of, store
from guichet.invoicing.access import one_order
from guichet.invoicing.models import Invoice
from guichet.invoicing.own import MAX_NUMBER_LENGTH, MAX_OWN_BYTES, OwnInvoice, keep_own, too_large


def upload_own_invoice(
    viewer: Viewer, order_id: UUID, number: str, stream: BinaryIO, issued_on: date | None = None
) -> Invoice:
    """Keep a PDF of at most 20 MB as an order's invoice, under the number that it has.

    RefusalError: NOT_FOUND, REQUIRED, TOO_LONG, TOO_LARGE, INVALID for what is no PDF, CONFLICT for
    duplicates.
    """
    viewer.must_reply()
    order = one_order(viewer, order_id)
    written = "".join(c for c in number if c.isprintable()).strip()
    if not written:
        raise refuse(ErrorCode.REQUIRED, _("Write the number that stands on the invoice."), "number")
    if len(written) > MAX_NUMBER_LENGTH:
        message = _("At most %(limit)s characters; these are %(length)s.")
        values = {"limit": MAX_NUMBER_LENGTH, "length": len(written)}
        raise refuse(ErrorCode.TOO_LONG, message % values, "number")
    try:
        file = store(chunks_of(stream), MAX_OWN_BYTES)
    except TooLargeError as error:
        raise too_large() from error
    with transaction.atomic():
        day = issued_on or timezone.now().date()
        invoice = keep_own(OwnInvoice(order, written, day, file, viewer.member_id))
        said = {"number": written, "order": order.pk, "bytes": file.size_bytes}
        record(viewer, "invoice.upload", "invoice", invoice.pk, None, said)
    return invoice
