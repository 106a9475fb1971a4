"""What the page of privacy does."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.retention.customer import Sought
from guichet.inbox.retention.erase_customer import erase_customer
from guichet.inbox.retention.export import export_customer
from guichet.inbox.retention.receipts import names_of, one_receipt, receipt_as_json
from guichet.inbox.retention.save_rule import save_retention_rule
from guichet.platforms.words import Platform
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.privacy.page import PAGE, privacy_page


@require_POST
@members_only
def save_rule(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Days left empty keep everything."""
    form = request.POST
    try:
        platform = Platform(form["platform"]) if form.get("platform") in set(Platform) else None
        save_retention_rule(viewer, platform, _days(form), includes_open="includes_open" in form)
    except RefusalError as refusal:
        return _refused(request, viewer, refusal)
    notices.success(request, _("Saved. It is acted on every night."))
    return to(PAGE)


@require_POST
@members_only
def export(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """By a form, so that no address, log or history names the customer."""
    try:
        kept = export_customer(viewer, _sought(request.POST))
    except RefusalError as refusal:
        return _refused(request, viewer, refusal)
    response = FileResponse(kept, as_attachment=True, filename="customer.zip", content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@members_only
def erase(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Once the customer's name or address was typed again."""
    try:
        erase_customer(viewer, _sought(request.POST), request.POST.get("confirmation", ""))
    except RefusalError as refusal:
        return _refused(request, viewer, refusal)
    notices.success(request, _("The erasure has begun. Its receipt is below."))
    return to(PAGE)


@require_safe
@members_only
def receipt(request: HttpRequest, viewer: Viewer, receipt_id: UUID) -> HttpResponse:
    """As JSON, to be kept or handed out."""
    row = one_receipt(viewer, receipt_id)
    names = names_of(viewer, [row])
    told = receipt_as_json(row, names.get(row.asked_by, "") if row.asked_by else "Guichet")
    response = JsonResponse(told, json_dumps_params={"indent": 1})
    response["Content-Disposition"] = f'attachment; filename="erasure-{row.pk}.json"'
    response["Cache-Control"] = "no-store"
    return response


def _days(form: QueryDict) -> int | None:
    typed = form.get("days", "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < len("10000")):
        raise refuse(ErrorCode.INVALID, _("Type a number of days, or leave it empty to keep all."), "days")
    return int(typed)


def _sought(form: QueryDict) -> Sought:
    try:
        channel = UUID(form.get("channel", ""))
    except ValueError:
        channel = None
    typed = form.get("customer", "").strip().replace("\0", "")
    return Sought(participant=typed, channel_id=channel) if channel else Sought(email=typed)


def _refused(request: HttpRequest, viewer: Viewer, refusal: RefusalError) -> HttpResponse:
    if refusal.problems[0].code is ErrorCode.FORBIDDEN:
        raise refusal
    return privacy_page(request, viewer, refusal.problems, request.POST)
