"""The Django app of the invoicing room."""

from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    """Invoices, credit notes, their series and settings."""

    name = "guichet.invoicing"
    label = "invoicing"
