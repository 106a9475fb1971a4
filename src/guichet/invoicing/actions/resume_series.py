"""Lets a restored store give out numbers again."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.invoicing.issue import take_turn, today_of
from guichet.invoicing.models import InvoiceKind, InvoiceSeries, InvoiceSettings
from guichet.invoicing.settings.form import SeriesSettings, Settings
from guichet.invoicing.settings.parse import parse_settings
from guichet.invoicing.settings.series import first_in, prefix_in


def resume_series(viewer: Viewer, store_id: UUID, given_out: Mapping[str, int]) -> list[InvoiceSeries]:
    """Note the last number that was given out under each prefix named, and end the hold; the store's series.

    RefusalError CONFLICT for a number lower than one that is known here, and for a prefix of no series of the
    store; then nothing was changed.
    """
    viewer.must_manage()
    store = store_of(viewer, store_id)
    with transaction.atomic():
        row = take_turn(store.pk)
        if row is None:
            raise refuse(ErrorCode.CONFLICT, _("The invoice settings of this store are not filled in yet."))
        before = _standing(store.pk)
        for prefix, number in given_out.items():
            _move(row, prefix, number)
        row.held_at = None
        row.save(update_fields=["held_at"])
        record(viewer, "invoice_series.resume", "store", store.pk, before, _standing(store.pk))
        return list(InvoiceSeries.objects.filter(store_id=store.pk).order_by("prefix"))


def _move(row: InvoiceSettings, prefix: str, number: int) -> None:
    series = (
        InvoiceSeries.objects.select_for_update().filter(account_id=row.account_id, prefix=prefix).first()
    )
    if series is None:
        series = _begun_since(row, prefix)
    if series is None or series.store_id != row.store_id:
        message = _("This store has no series with the prefix %(prefix)s.")
        raise refuse(ErrorCode.CONFLICT, message % {"prefix": prefix})
    if number < series.last:
        message = _(
            "The series %(prefix)s stands at %(last)s here; the last number is that one or a later one."
        )
        raise refuse(ErrorCode.CONFLICT, message % {"prefix": prefix, "last": series.last})
    series.last = number
    series.save()


def _begun_since(row: InvoiceSettings, prefix: str) -> InvoiceSeries | None:
    """A series of this year that began after the backup was made."""
    settings, _problems = parse_settings(row.data)
    year = today_of(settings).year
    for kind, series in _kinds(settings):
        if prefix_in(series, year) == prefix:
            first = first_in(series, year)
            return InvoiceSeries(
                account_id=row.account_id, store_id=row.store_id, kind=kind, prefix=prefix, first=first,
                last=first - 1,
            )  # fmt: skip
    return None


def _kinds(settings: Settings) -> tuple[tuple[InvoiceKind, SeriesSettings], ...]:
    return (InvoiceKind.INVOICE, settings.invoices), (InvoiceKind.CREDIT_NOTE, settings.credit_notes)


def _standing(store_id: UUID) -> dict[str, int]:
    return dict(InvoiceSeries.objects.filter(store_id=store_id).values_list("prefix", "last"))
