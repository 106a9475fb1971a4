"""The wall between accounts for the inbox (docs/decisions/0014-row-security.md)."""

from django.db import migrations

from guichet.accounts.row_security import RowSecurity

TABLES = (
    "attachment", "bulk_act", "bulk_change", "discussion", "discussion_search", "draft", "file_link",
    "mail_reference", "marketplace_order", "message", "message_search", "raw_mail", "raw_page", "saved_view",
    "unreadable", "visit",
)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0017_attachment_loose")]

    operations = [
        *(RowSecurity(table) for table in TABLES),
        # The installation's mailbox is nobody's: every channel that depends on it may ask how it fares.
        RowSecurity("mailbox", account="coalesce(account_id, guichet_account())"),
    ]
