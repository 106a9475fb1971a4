"""Keeps how a store invoices."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Attachment
from guichet.invoicing.issue import take_turn, today_of
from guichet.invoicing.logo import logo_named
from guichet.invoicing.models import InvoiceKind, InvoiceSeries, InvoiceSettings
from guichet.invoicing.settings.differing import differing, told_settings
from guichet.invoicing.settings.form import SeriesSettings, Settings
from guichet.invoicing.settings.parse import parse_settings
from guichet.invoicing.settings.plain import plain
from guichet.invoicing.settings.series import first_in, prefix_in

SERIES = ("invoices", "creditNotes")


def save_settings(
    viewer: Viewer,
    store_id: UUID,
    data: Mapping[str, Any],
    *,
    logo_id: UUID | None = None,
    drops_logo: bool = False,
) -> InvoiceSettings:
    """Replace a store's settings, as JSON in the words of the API; the logo stays unless one is named.

    RefusalError with every reason at once; then the settings are as they were.
    """
    viewer.must_manage()
    store = store_of(viewer, store_id)
    with transaction.atomic():
        row = take_turn(store.pk)
        settings, problems = parse_settings(_with_years(data, row))
        logo, logo_problems = logo_named(viewer, logo_id)
        problems += logo_problems
        if not problems:
            problems += _series_problems(viewer, store.pk, settings)
        if problems:
            raise RefusalError(*problems)
        kept = None if drops_logo else (row.logo if row else None)
        before = told_settings(row)
        saved = _write(row, viewer.account_id, store.pk, settings, logo or kept)
        record(viewer, "invoice_settings.save", "store", store.pk, *differing(before, told_settings(saved)))
        return saved


def _write(
    row: InvoiceSettings | None, account_id: UUID, store_id: UUID, settings: Settings, logo: Attachment | None
) -> InvoiceSettings:
    if row is None:
        row = InvoiceSettings(account_id=account_id, store_id=store_id)
    row.data, row.logo = plain(settings), logo
    row.save()
    return row


def _with_years(data: Mapping[str, Any], row: InvoiceSettings | None) -> Mapping[str, Any]:
    """A yearly series that was begun keeps its first year, unless the caller says another."""
    if row is None or not isinstance(data, Mapping):
        return data
    return {**data, **{name: _with_year(data.get(name), row.data[name]) for name in SERIES}}


def _with_year(given: Any, stored: Mapping[str, Any]) -> Any:
    if not isinstance(given, Mapping) or given.get("prefix") != stored["prefix"]:
        return given
    return {"startYear": stored["startYear"], **given}


def _series_problems(viewer: Viewer, store_id: UUID, settings: Settings) -> Iterator[Problem]:
    kinds = (InvoiceKind.INVOICE, InvoiceKind.CREDIT_NOTE)
    year = today_of(settings).year
    others = InvoiceSettings.objects.filter(account_id=viewer.account_id).exclude(store_id=store_id)
    taken = {stored[name]["prefix"] for stored in others.values_list("data", flat=True) for name in SERIES}
    for kind, name, series in zip(kinds, SERIES, (settings.invoices, settings.credit_notes), strict=True):
        prefix = prefix_in(series, year)
        row = InvoiceSeries.objects.filter(account_id=viewer.account_id, prefix=prefix).first()
        if series.prefix in taken or (row and (row.store_id, row.kind) != (store_id, kind)):
            message = _("Another series has the prefix %(prefix)s; choose one of its own for each.")
            yield Problem(ErrorCode.CONFLICT, message % {"prefix": prefix}, f"{name}.prefix")
        elif row:
            yield from _start_problems(row, series, year, name)


def _start_problems(row: InvoiceSeries, series: SeriesSettings, year: int, name: str) -> Iterator[Problem]:
    if row.first == first_in(series, year):
        return
    message = _(
        "The series %(prefix)s has begun at %(first)s and stands at %(last)s, so its start stays; choose "
        "another prefix to begin anew."
    )
    figures = {"prefix": row.prefix, "first": row.first, "last": row.last}
    yield Problem(ErrorCode.CONFLICT, message % figures, f"{name}.start")
