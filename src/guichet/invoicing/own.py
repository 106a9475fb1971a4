"""Keeps an invoice that was made elsewhere, uploaded or fetched."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.inbox.examining import examine
from guichet.inbox.files import StoredFile, open_file
from guichet.inbox.models import Attachment, AttachmentState, Order
from guichet.inbox.scanner import ScannerDownError
from guichet.invoicing.issue import PDF, take_turn
from guichet.invoicing.models import Invoice, InvoiceKind
from guichet.invoicing.pdf import pdf_problem

MAX_OWN_BYTES = 20_000_000
MAX_NUMBER_LENGTH = 60


@dataclass(frozen=True, slots=True)
class OwnInvoice:
    """A stored file that should become the invoice of an order."""

    order: Order
    number: str
    issued_on: date
    file: StoredFile
    issued_by: UUID | None


def keep_own(what: OwnInvoice) -> Invoice:
    """One row with its file; RefusalError INVALID for what is no PDF, CONFLICT for duplicates."""
    account_id, store_id = what.order.account_id, what.order.channel.store_id
    _must_be_pdf(what.file)
    file = _examined(what, account_id)
    try:
        with transaction.atomic():
            take_turn(store_id)
            _must_be_new(what, store_id)
            file.save()
            return _write(what, store_id, file)
    except IntegrityError as error:
        message = _("This order, number or file has its invoice since a moment ago; look at the order again.")
        raise refuse(ErrorCode.CONFLICT, message) from error


def too_large() -> RefusalError:
    """The refusal of more bytes than an invoice has."""
    message = _("An invoice has at most %(size)s MB; this file is larger.")
    return refuse(ErrorCode.TOO_LARGE, message % {"size": MAX_OWN_BYTES // 1_000_000}, "file")


def _must_be_pdf(file: StoredFile) -> None:
    if file.size_bytes == 0:
        raise refuse(ErrorCode.REQUIRED, _("The file is empty; choose another one."), "file")
    with open_file(Attachment(digest=file.digest)) as stream:
        problem = pdf_problem(stream)
    if problem is not None:
        raise refuse(ErrorCode.INVALID, problem, "file")


def _must_be_new(what: OwnInvoice, store_id: UUID) -> None:
    rows = Invoice.objects.filter(account_id=what.order.account_id)
    there = rows.filter(order=what.order).exclude(kind=InvoiceKind.CREDIT_NOTE).first()
    if there is not None:
        message = _("This order has its invoice already: %(number)s.")
        raise refuse(ErrorCode.CONFLICT, message % {"number": there.number}, "orderId")
    same = rows.filter(digest=what.file.digest).first()
    if same is not None:
        message = _("This very file is the invoice %(number)s of the order %(order)s already.")
        values = {"number": same.number, "order": same.marketplace_order_id}
        raise refuse(ErrorCode.CONFLICT, message % values, "file")
    if rows.filter(store_id=store_id, number=what.number).exists():
        message = _("Another invoice of this store has the number %(number)s; check it.")
        raise refuse(ErrorCode.CONFLICT, message % {"number": what.number}, "number")


def _examined(what: OwnInvoice, account_id: UUID) -> Attachment:
    """The file as a row to be, after the malware scanner saw it where there is one."""
    file = Attachment(
        account_id=account_id,
        file_name=f"{''.join(c if c.isalnum() or c in '-_.' else '-' for c in what.number)}.pdf",
        content_type=PDF,
        size_bytes=what.file.size_bytes,
        digest=what.file.digest,
    )
    try:
        examine(file)
    except ScannerDownError as error:
        message = _("The malware scanner does not answer, so no file is taken in now. Try again in a minute.")
        raise refuse(ErrorCode.UNREACHABLE, message, "file") from error
    if file.state == AttachmentState.QUARANTINED:
        message = _("The malware scanner found something in this file; it was not taken in.")
        raise refuse(ErrorCode.INVALID, message, "file")
    return file


def _write(what: OwnInvoice, store_id: UUID, file: Attachment) -> Invoice:
    address = what.order.data.get("shipping_address") or what.order.data.get("billing_address") or {}
    return Invoice.objects.create(
        account_id=file.account_id,
        store_id=store_id,
        order=what.order,
        kind=InvoiceKind.OWN,
        number=what.number,
        issued_at=timezone.now(),
        issued_on=what.issued_on,
        marketplace=what.order.channel.marketplace,
        marketplace_order_id=what.order.marketplace_order_id,
        country=address.get("country_code") or "",
        currency=what.order.currency,
        file=file,
        digest=file.digest,
        issued_by=what.issued_by,
    )
