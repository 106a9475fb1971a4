"""What the audit holds, also before the test's transaction has come to its end."""

from uuid import UUID

from django.db import connection

from guichet.accounts.models import AuditEntry


def entries(account_id: UUID) -> list[AuditEntry]:
    """The entries of an account in their order; what is pending is put into the chain first."""
    settle()
    return list(AuditEntry.objects.filter(account_id=account_id).order_by("number"))


def settle() -> None:
    """Does what the end of the transaction would do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
