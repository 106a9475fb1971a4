"""The wall between accounts for papers (docs/decisions/0014-row-security.md)."""

from django.db import migrations

from guichet.accounts.row_security import RowSecurity

TABLES = (
    "invoice", "invoice_batch", "invoice_filing", "invoice_own_fetch", "invoice_series", "invoice_settings",
)


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0004_settings_held")]

    operations = [RowSecurity(table) for table in TABLES]
