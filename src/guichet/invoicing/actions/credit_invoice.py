"""Credits an invoice, in whole or in part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.invoicing import access
from guichet.invoicing.codec import decode
from guichet.invoicing.credit_paper import credit_paper
from guichet.invoicing.credit_parts import CreditPart, credit_parts
from guichet.invoicing.credits import Credited, Key
from guichet.invoicing.document import Paper
from guichet.invoicing.issue import Issue, issue, logo_of, take_turn, today_of
from guichet.invoicing.models import Invoice, InvoiceKind
from guichet.invoicing.queries.credited import credited_of
from guichet.invoicing.ready import StoreSettings, settings_in

MAX_KEY_LENGTH = 200
MAX_REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class CreditRequest:
    """What to credit; without parts, all that is left. `reason` stands on the paper."""

    invoice_id: UUID
    parts: Sequence[CreditPart] | None = None
    reason: str = ""
    idempotency_key: str | None = None


def credit_invoice(viewer: Viewer, request: CreditRequest) -> Invoice:
    """Issue a credit note; the same idempotency key on one invoice gives back the one that is there.

    RefusalError with every reason: NOT_FOUND, UNSUPPORTED for an invoice made elsewhere, CONFLICT where
    nothing is left, INVALID for parts that are more than that.
    """
    viewer.must_reply()
    invoice = _creditable(viewer, request)
    with transaction.atomic():
        row = take_turn(invoice.store_id)
        earlier = _earlier(invoice, request.idempotency_key)
        if earlier is not None:
            return earlier
        store = settings_in(row)
        parts = credit_parts(request.parts, decode(Paper, invoice.data), credited_of(invoice))
        return issue(_issue(viewer, invoice, request, store, parts))


def _issue(
    viewer: Viewer,
    invoice: Invoice,
    request: CreditRequest,
    store: StoreSettings,
    parts: Mapping[Key, Credited],
) -> Issue:
    today, reason = today_of(store.settings), request.reason.strip()
    return Issue(
        viewer,
        store.settings,
        access.one_order(viewer, invoice.order_id),
        invoice.store_id,
        credit_paper(invoice, parts, today, reason, logo_of(store.row)),
        refers_to=invoice,
        request_key=request.idempotency_key or None,
        credited=parts,
    )


def _creditable(viewer: Viewer, request: CreditRequest) -> Invoice:
    invoice = access.one_invoice(viewer, request.invoice_id)
    if invoice.kind == InvoiceKind.CREDIT_NOTE:
        raise refuse(ErrorCode.INVALID, _("A credit note cannot be credited; name its invoice."), "invoiceId")
    if invoice.kind == InvoiceKind.OWN:
        message = _("This invoice was made elsewhere; make its credit note there too.")
        raise refuse(ErrorCode.UNSUPPORTED, message, "invoiceId")
    if len(request.idempotency_key or "") > MAX_KEY_LENGTH or len(request.reason) > MAX_REASON_LENGTH:
        message = _("At most %(limit)s characters for the reason, %(key)s for the key.")
        values = {"limit": MAX_REASON_LENGTH, "key": MAX_KEY_LENGTH}
        raise refuse(ErrorCode.TOO_LONG, message % values, "reason")
    return invoice


def _earlier(invoice: Invoice, key: str | None) -> Invoice | None:
    if not key:
        return None
    return Invoice.objects.filter(refers_to=invoice, request_key=key).select_related("file").first()
