"""The paper of one order, from the conversation beside it."""

from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.invoicing.actions.ask_own_invoice import ask_own_invoice
from guichet.invoicing.actions.file_paper import file_paper
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.actions.remove_own_invoice import remove_own_invoice
from guichet.invoicing.actions.upload_own_invoice import upload_own_invoice
from guichet.invoicing.models import FilingState
from guichet.web.back import back
from guichet.web.gate import members_only


@require_POST
@members_only
def generate(request: HttpRequest, viewer: Viewer, order_id: UUID) -> HttpResponse:
    """Make the order's invoice, or find the one it has; then back, with the outcome in words."""
    try:
        made = generate_invoice(viewer, order_id)
    except RefusalError as refusal:
        return _told(request, refusal)
    messages.success(request, _("The order has its invoice %(number)s.") % {"number": made.number})
    return back(request)


@require_POST
@members_only
def upload_own(request: HttpRequest, viewer: Viewer, order_id: UUID) -> HttpResponse:
    """Take in an invoice that was made elsewhere."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or file.file is None:
        messages.error(request, _("Choose the PDF of the invoice first."))
        return back(request)
    try:
        upload_own_invoice(viewer, order_id, request.POST.get("number", ""), cast("BinaryIO", file.file))
    except RefusalError as refusal:
        return _told(request, refusal)
    messages.success(request, _("The invoice is kept with its order."))
    return back(request)


@require_POST
@members_only
def fetch_own(request: HttpRequest, viewer: Viewer, order_id: UUID) -> HttpResponse:
    """Ask the seller's own system for the invoice."""
    try:
        ask_own_invoice(viewer, order_id)
    except RefusalError as refusal:
        return _told(request, refusal)
    messages.success(request, _("The invoice is being fetched from your own system."))
    return back(request)


@require_POST
@members_only
def file_one(request: HttpRequest, viewer: Viewer, invoice_id: UUID) -> HttpResponse:
    """Put a paper into the marketplace's own file of its order."""
    try:
        filing = file_paper(viewer, invoice_id)
    except RefusalError as refusal:
        return _told(request, refusal)
    if filing.state == FilingState.DONE:
        messages.success(request, _("The marketplace has this paper with its order."))
    else:
        messages.success(request, _("The paper is being filed with its order at the marketplace."))
    return back(request, "/invoices")


@require_POST
@members_only
def remove_own(request: HttpRequest, viewer: Viewer, invoice_id: UUID) -> HttpResponse:
    """Let go of an invoice that was made elsewhere; what was made here stays for ever."""
    try:
        remove_own_invoice(viewer, invoice_id)
    except RefusalError as refusal:
        return _told(request, refusal)
    messages.success(request, _("The invoice made elsewhere was removed from its order."))
    return back(request, "/invoices")


def _told(request: HttpRequest, refusal: RefusalError) -> HttpResponse:
    for problem in refusal.problems:
        messages.error(request, problem.message)
    return back(request)
