"""The tables of the database, and a row of each account in any of them."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import connection

TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
        AND p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)) = %s
ORDER BY c.relname
"""
NEEDED = """
SELECT a.attname, t.typname, t.typcategory, a.atttypmod - 4
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'account_id'
    AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
"""
BY_TYPE = {"jsonb": "{}", "timestamptz": "2026-01-01T00:00:00Z", "date": "2026-01-01"}
BY_CATEGORY = {"A": "{}", "N": "1", "B": "false"}


def tables_behind_wall() -> list[str]:
    """Those with a policy that holds for reading and writing."""
    return _tables(is_behind=True)


def tables_in_front() -> list[str]:
    """All others."""
    return _tables(is_behind=False)


def _tables(*, is_behind: bool) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [is_behind])
        return [name for (name,) in cursor.fetchall()]


def filled(tables: Sequence[str], accounts: Sequence[UUID]) -> None:
    """A row of each account in each table; what rows refer to need not be there."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            for account in accounts:
                cursor.execute(NEEDED, [table])
                values = {name: _value(*of) for name, *of in cursor.fetchall()}
                values["account_id"] = str(account)
                names, marks = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
                statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
                cursor.execute(statement, list(values.values()))
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _value(kind: str, category: str, size: int) -> str:
    """Something new for what must be unique, something that fits for the rest."""
    if kind == "uuid":
        return str(uuid4())
    if kind == "bytea":
        return f"\\x{uuid4().hex}"
    if category == "S":
        return uuid4().hex[:size] if size > 0 else uuid4().hex
    return BY_TYPE.get(kind) or BY_CATEGORY[category]
