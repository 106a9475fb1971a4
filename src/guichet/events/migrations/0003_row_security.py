"""The wall between accounts for webhooks (docs/decisions/0014-row-security.md)."""

from django.db import migrations

from guichet.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("events", "0002_triggers")]

    operations = [RowSecurity("webhook"), RowSecurity("webhook_delivery")]
