"""The rows of the invoicing room."""

from guichet.invoicing.models.batch import BatchState, InvoiceBatch
from guichet.invoicing.models.filing import Filing, FilingState
from guichet.invoicing.models.invoice import Invoice, InvoiceKind
from guichet.invoicing.models.own_fetch import FetchState, OwnFetch
from guichet.invoicing.models.series import InvoiceSeries
from guichet.invoicing.models.settings import InvoiceSettings

__all__ = [
    "BatchState",
    "FetchState",
    "Filing",
    "FilingState",
    "Invoice",
    "InvoiceBatch",
    "InvoiceKind",
    "InvoiceSeries",
    "InvoiceSettings",
    "OwnFetch",
]
