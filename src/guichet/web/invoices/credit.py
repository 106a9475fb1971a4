"""Credits an invoice, in whole or by its lines."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.accounts.errors import ErrorCode, Problem, RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.invoicing import access
from guichet.invoicing.actions.credit_invoice import CreditRequest, credit_invoice
from guichet.invoicing.credit_parts import CreditPart
from guichet.invoicing.models import Invoice
from guichet.invoicing.queries.credited import left_of
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.shell.shell import shell_of


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def credit(request: HttpRequest, viewer: Viewer, invoice_id: UUID) -> HttpResponse:
    """Show what is left of an invoice, or credit what was chosen."""
    viewer.must_reply()
    invoice = access.invoices(viewer).filter(id=invoice_id).select_related("file").first()
    if invoice is None:
        raise refuse(ErrorCode.NOT_FOUND, _("There is no such invoice, or you may not see it."))
    if request.method != "POST":
        return _page(request, viewer, invoice)
    try:
        made = credit_invoice(viewer, _request(request, invoice_id))
    except RefusalError as refusal:
        return _page(request, viewer, invoice, refusal.problems)
    messages.success(request, _("The credit note %(number)s is issued.") % {"number": made.number})
    return to("/invoices")


def _request(request: HttpRequest, invoice_id: UUID) -> CreditRequest:
    """All that is left, or the ticked positions; the key of the form makes a second click the same one."""
    chosen = None
    if request.POST.get("what") == "parts":
        chosen = [_part(request, position) for position in request.POST.getlist("position")]
    return CreditRequest(
        invoice_id,
        parts=chosen,
        reason=request.POST.get("reason", "").strip(),
        idempotency_key=request.POST.get("key") or None,
    )


def _part(request: HttpRequest, position: str) -> CreditPart:
    typed = request.POST.get(f"gross {position}", "").strip().replace(",", ".")
    try:
        return CreditPart(position, gross=Decimal(typed) if typed else None)
    except InvalidOperation as error:
        message = _("Write the amount as a number, such as 12.50.")
        raise refuse(ErrorCode.INVALID, message, "parts") from error


def _page(
    request: HttpRequest, viewer: Viewer, invoice: Invoice, problems: Sequence[Problem] = ()
) -> HttpResponse:
    context = {
        "shell": shell_of(request, viewer, "invoices"),
        "invoice": invoice,
        "left": left_of(invoice),
        "problems": problems,
    }
    return render(request, "guichet/invoices/credit.html", context, status=422 if problems else 200)
