"""How a store invoices, as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from guichet.accounts.queries.quick_models import quick_models
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.inbox import access as inbox_access
from guichet.inbox.models import Attachment, Order
from guichet.invoicing import access
from guichet.invoicing.issue import today_of
from guichet.invoicing.models import InvoiceSeries, InvoiceSettings
from guichet.invoicing.numbering import number_text
from guichet.invoicing.settings.form import SeriesSettings, Settings
from guichet.invoicing.settings.parse import parse_settings
from guichet.invoicing.settings.series import first_in, prefix_in

PREVIEW_ORDERS = 10


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Settings as JSON in the words of the API, the logo, and the numbers that come next."""

    store_id: UUID
    data: Mapping[str, Any]
    logo: Attachment | None
    next_invoice_number: str
    next_credit_note_number: str
    updated_at: datetime


def settings_row(viewer: Viewer, store_id: UUID) -> InvoiceSettings | None:
    """The row of a visible store, in a prepared statement: every conversation asks it."""
    if viewer.store_ids is not None and store_id not in viewer.store_ids:
        return None
    own = "t.account_id = %s AND t.store_id = %s"
    return next(iter(quick_models(InvoiceSettings, own, [viewer.account_id, store_id])), None)


def settings_of(viewer: Viewer, store_id: UUID) -> SettingsView | None:
    """Those of a visible store; None while there are none. RefusalError NOT_FOUND for any other store."""
    store = store_of(viewer, store_id)
    row = access.settings_rows(viewer).filter(store=store).select_related("logo").first()
    if row is None:
        return None
    settings, _ = parse_settings(row.data)
    return SettingsView(
        store_id=store.pk,
        data=row.data,
        logo=row.logo,
        next_invoice_number=next_number(viewer, settings, settings.invoices),
        next_credit_note_number=next_number(viewer, settings, settings.credit_notes),
        updated_at=row.updated_at,
    )


def next_number(viewer: Viewer, settings: Settings, series: SeriesSettings) -> str:
    """What the next paper of a series would be called; nothing is taken."""
    year = today_of(settings).year
    prefix = prefix_in(series, year)
    rows = InvoiceSeries.objects.filter(account_id=viewer.account_id, prefix=prefix)
    last = rows.values_list("last", flat=True).first()
    return number_text(prefix, first_in(series, year) if last is None else last + 1, series.digits)


def orders_for_preview(viewer: Viewer, store_id: UUID) -> list[Order]:
    """The newest orders of a store, to look at the settings with."""
    store = store_of(viewer, store_id)
    rows = inbox_access.orders(viewer).filter(channel__store=store, fetched_at__isnull=False)
    return list(rows.select_related("channel").order_by("-placed_at", "-id")[:PREVIEW_ORDERS])
