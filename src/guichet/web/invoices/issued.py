"""What was issued: the list, its export for the accountant, and the missing invoices of a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.invoicing.actions.start_batch import start_batch
from guichet.invoicing.models import Filing, Invoice, InvoiceKind
from guichet.invoicing.queries.batches import batch_of, orders_without_invoice
from guichet.invoicing.queries.export import export_period
from guichet.invoicing.queries.filings import filings_of
from guichet.invoicing.queries.invoices import count_invoices, list_invoices
from guichet.platforms.catalogue import marketplace
from guichet.platforms.manifest import manifest_of
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.invoices.asked import Asked, asked_of
from guichet.web.shell.shell import shell_of

KINDS = InvoiceKind


@dataclass(frozen=True, slots=True)
class Line:
    """A paper of the list, and how far it is on its way to its order."""

    row: Invoice
    filing: Filing | None
    may_file: bool


@require_safe
@members_only
def issued(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Invoices and credit notes, newest first."""
    asked = asked_of(request.GET, viewer)
    trouble, page = "", None
    try:
        page = list_invoices(viewer, asked.filter(), after=asked.after)
    except RefusalError as refusal:
        trouble = refusal.problems[0].message
    query = request.GET.copy()
    query.pop("after", None)
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "invoices", asked.store),
        "asked": asked,
        "page": page,
        "lines": _lines(viewer, page.rows) if page else [],
        "trouble": trouble,
        "total": count_invoices(viewer, asked.filter()) if page else 0,
        "kinds": _kinds(),
        "query": query.urlencode(),
        "next_cursor": page.cursors[-1] if page and page.has_next else None,
    }
    return render(request, "guichet/invoices/issued.html", context)


@require_safe
@members_only
def export(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """A ZIP of the papers with a CSV, streamed."""
    asked = asked_of(request.GET, viewer)
    response = StreamingHttpResponse(export_period(viewer, asked.filter()), content_type="application/zip")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=_export_name(asked)) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@members_only
def make_missing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Invoice the orders of a period that have none yet."""
    asked = asked_of(request.POST, viewer)
    today = timezone.localdate()
    since, until = asked.since or today.replace(day=1), asked.until or today
    stores = [asked.store.pk] if asked.store else None
    orders = orders_without_invoice(viewer, stores, _start(since), _start(until + timedelta(days=1)))
    if not orders:
        messages.info(request, _("Every order of this period has its invoice."))
        return to("/invoices")
    return to(f"/invoices/batches/{start_batch(viewer, orders).pk}")


@require_safe
@members_only
def batch(request: HttpRequest, viewer: Viewer, batch_id: UUID) -> HttpResponse:
    """How far many invoices at once are; the page asks again by itself while they are being made."""
    found = batch_of(viewer, batch_id)
    shell = shell_of(request, viewer, "invoices")
    return render(request, "guichet/invoices/batch.html", {"shell": shell, "batch": found})


def _lines(viewer: Viewer, rows: Sequence[Invoice]) -> list[Line]:
    filings = filings_of(viewer, [row.pk for row in rows])
    return [Line(row, filings.get(row.pk), may_file=_takes_papers(row.marketplace)) for row in rows]


def _takes_papers(code: str) -> bool:
    entry = marketplace(code)
    return entry is not None and manifest_of(entry.platform).files_papers


def _kinds() -> list[tuple[str, str]]:
    return [
        (KINDS.INVOICE, _("Invoices")),
        (KINDS.CREDIT_NOTE, _("Credit notes")),
        (KINDS.OWN, _("Made elsewhere")),
    ]


def _export_name(asked: Asked) -> str:
    days = [day.isoformat() for day in (asked.since, asked.until) if day]
    return "-".join(["invoices", *days]) + ".zip"


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
