"""The invoices of the API."""
