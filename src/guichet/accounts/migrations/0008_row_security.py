"""A second wall between accounts: PostgreSQL itself shows no row of another one (decision 0014).

Safe while older processes run: they work as the owner of the tables, who is not held back by it.
"""

from django.db import migrations

from guichet.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_invitation")]

    operations = [
        RowSecurity("account", account="id"),
        *(
            RowSecurity(table)
            for table in (
                "api_token", "audit_entry", "audit_head", "audit_pending", "channel", "channel_memory", "member",
                "store",
            )
        ),
        RowSecurity("member_stores", owner=("member_id", "member")),
    ]
