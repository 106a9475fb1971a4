"""Numbers without a gap and without a double.

A number is taken by the transaction that stores its paper: until that commits, the row of the series is
locked, and when it does not, the number was never taken.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.invoicing.models import Invoice, InvoiceKind, InvoiceSeries
from guichet.invoicing.settings.form import SeriesSettings
from guichet.invoicing.settings.series import first_in, prefix_in


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was taken, and the day of issue that keeps the series in the order of time."""

    prefix: str
    sequence: int
    text: str
    issued_on: date


def take_number(
    account_id: UUID, store_id: UUID, kind: InvoiceKind, series: SeriesSettings, today: date
) -> Number:
    """The next number of a series, inside the caller's transaction; RefusalError where it is another's.

    A clock that was set back does not date a paper before the one with the number before.
    """
    row = _locked(account_id, store_id, kind, series, today)
    if row.store_id != store_id or row.kind != kind:
        message = _("The prefix %(prefix)s belongs to another series; choose another one in the settings.")
        raise refuse(ErrorCode.CONFLICT, message % {"prefix": row.prefix})
    row.last += 1
    row.save(update_fields=["last"])
    before = Invoice.objects.filter(account_id=account_id, prefix=row.prefix, sequence=row.last - 1)
    issued_before = before.values_list("issued_on", flat=True).first()
    text = number_text(row.prefix, row.last, series.digits)
    return Number(row.prefix, row.last, text, max(today, issued_before or today))


def number_text(prefix: str, sequence: int, digits: int) -> str:
    """As it is printed."""
    return f"{prefix}{sequence:0{digits}}"


def _locked(
    account_id: UUID, store_id: UUID, kind: InvoiceKind, series: SeriesSettings, today: date
) -> InvoiceSeries:
    first, prefix = first_in(series, today.year), prefix_in(series, today.year)
    fresh = InvoiceSeries(
        account_id=account_id, store_id=store_id, kind=kind, prefix=prefix, first=first, last=first - 1
    )
    InvoiceSeries.objects.bulk_create([fresh], ignore_conflicts=True)
    return InvoiceSeries.objects.select_for_update().get(account_id=account_id, prefix=prefix)
