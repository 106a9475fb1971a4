"""Papers, singly and in lists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.quick_models import quick_models
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.cursors import Cursor, check_first, read_cursor
from guichet.invoicing import access
from guichet.invoicing.models import Invoice, InvoiceKind

OF_ORDERS = (InvoiceKind.INVOICE, InvoiceKind.OWN)


def invoice_of_order(viewer: Viewer, order_id: UUID) -> Invoice | None:
    """The order's invoice, made here or elsewhere."""
    own = "t.account_id = %s AND t.order_id = %s AND t.kind = ANY(%s)"
    rows = quick_models(Invoice, own, [viewer.account_id, order_id, [kind.value for kind in OF_ORDERS]])
    return next((row for row in rows if viewer.store_ids is None or row.store_id in viewer.store_ids), None)


def invoices_of_orders(viewer: Viewer, order_ids: Collection[UUID]) -> Mapping[UUID, Invoice]:
    """The invoices of many orders, in one query."""
    rows = access.invoices(viewer).filter(order_id__in=order_ids, kind__in=OF_ORDERS)
    return {row.order_id: row for row in rows.select_related("file")}


def credit_notes_of(viewer: Viewer, invoice_ids: Collection[UUID]) -> Mapping[UUID, list[Invoice]]:
    """The credit notes of many invoices, oldest first, in one query."""
    found: dict[UUID, list[Invoice]] = {}
    rows = access.invoices(viewer).filter(refers_to_id__in=invoice_ids).select_related("file")
    for row in rows.order_by("issued_at", "id"):
        found.setdefault(row.refers_to_id, []).append(row)  # type: ignore[arg-type]
    return found


LIST_NAME = "INVOICES"


@dataclass(frozen=True, slots=True)
class InvoiceFilter:
    """All conditions must hold. `since` and `until` are days of issue, both included."""

    store_ids: Collection[UUID] | None = None
    kinds: Collection[InvoiceKind] | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """Papers, newest first, with one cursor each."""

    rows: list[Invoice]
    cursors: list[str]
    has_next: bool = False
    has_previous: bool = False


def list_invoices(
    viewer: Viewer, wanted: InvoiceFilter, first: int = 50, after: str | None = None
) -> InvoicePage:
    """A page of papers; RefusalError INVALID as for the list of discussions."""
    check_first(first)
    rows = filtered(viewer, wanted).order_by("-issued_at", "-id").select_related("file", "order")
    if after is not None:
        last = read_cursor(after, LIST_NAME)
        rows = rows.filter(Q(issued_at__lt=last.value) | Q(issued_at=last.value, id__lt=last.row_id))
    found = list(rows[: first + 1])
    page = found[:first]
    cursors = [str(Cursor(LIST_NAME, 0, row.issued_at, row.pk)) for row in page]
    return InvoicePage(page, cursors, len(found) > first, after is not None)


def count_invoices(viewer: Viewer, wanted: InvoiceFilter) -> int:
    """How many there are."""
    return filtered(viewer, wanted).count()


def filtered(viewer: Viewer, wanted: InvoiceFilter) -> QuerySet[Invoice]:
    """The papers that a filter lets through."""
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise refuse(ErrorCode.INVALID, _("The period ends before it begins."), "until")
    rows = access.invoices(viewer)
    conditions = {
        "store_id__in": wanted.store_ids,
        "kind__in": wanted.kinds,
        "issued_on__gte": wanted.since,
        "issued_on__lte": wanted.until,
    }
    rows = rows.filter(**{name: value for name, value in conditions.items() if value is not None})
    text = (wanted.text or "").replace("\x00", "").strip()
    if text:
        rows = rows.filter(Q(number__icontains=text) | Q(marketplace_order_id__icontains=text))
    return rows
