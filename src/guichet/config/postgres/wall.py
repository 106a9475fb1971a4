"""Builds what the policies of the tables stand on: the role, its grants, and operators that may pass.

Done after every migration; repeated, it changes nothing. Roles belong to the whole server, so two databases
may make theirs at the same moment.
"""

from collections.abc import Sequence
from typing import Any, cast

from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from guichet.config.postgres.base import DatabaseWrapper
from guichet.config.postgres.role import APP_ROLE

TIMES = 5
# PostgreSQL asks an index behind row security only by operators that are sworn not to tell of the rows that
# they are shown. `LIKE` and `~` are not, though all that they can ever complain of is the pattern.
SWORN = ("textlike(text, text)", "textregexeq(text, text)")
ME = """
SELECT rolsuper, rolsuper OR rolbypassrls, rolsuper OR rolcreaterole FROM pg_roles
WHERE rolname = current_user
"""
MEMBER = "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')"
OURS = "FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND"
UNGRANTED = f"""
SELECT c.oid::regclass::text, c.relkind = 'S' {OURS} c.relkind IN ('r', 'p', 'v', 'S') AND CASE
    WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(%s, c.oid, 'USAGE')
    ELSE NOT has_table_privilege(%s, c.oid, 'SELECT') END
"""
UNFORCED = f"""
SELECT c.oid::regclass::text {OURS} c.relrowsecurity AND c.relforcerowsecurity <> %s
"""
# The audit grows by a trigger of its own, which works as the tables' owner (decision 0017).
FEWER = {"audit_entry": "SELECT", "audit_head": "SELECT", "audit_pending": "SELECT, INSERT"}
UNSWORN = "SELECT 1 FROM pg_proc WHERE oid = %s::regprocedure AND NOT proleakproof"


def build_wall() -> None:
    """django.db.Error where the database does not answer; `guichet doctor` names what could not be built."""
    with connection.cursor() as cursor:
        is_superuser, bypasses, makes_roles = _rows(cursor, ME)[0]
        if makes_roles and not _has_role(cursor):
            _make_role(cursor)
        has_role = _has_role(cursor)
        if has_role:
            _grant(cursor)
        # Without the role we work as the owner, whom tables let through unless they are forced to ask.
        is_forced = not has_role and not bypasses
        for (table,) in _rows(cursor, UNFORCED, [is_forced]):
            cursor.execute(f"ALTER TABLE {table} {'' if is_forced else 'NO '}FORCE ROW LEVEL SECURITY")
        for function in SWORN if is_superuser else ():
            if _rows(cursor, UNSWORN, [function]):
                cursor.execute(f"ALTER FUNCTION {function} LEAKPROOF")
    cast("DatabaseWrapper", connection).look_around()


def _has_role(cursor: CursorWrapper) -> bool:
    return bool(_rows(cursor, MEMBER, [APP_ROLE]))


def _make_role(cursor: CursorWrapper) -> None:
    """Somebody else may make it at the same moment, for a database of theirs on the same server."""
    for attempt in range(TIMES):
        try:
            with transaction.atomic():
                if not _rows(cursor, "SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]):
                    cursor.execute(f"CREATE ROLE {APP_ROLE} NOLOGIN NOBYPASSRLS NOSUPERUSER")
                if not _has_role(cursor):
                    cursor.execute(f"GRANT {APP_ROLE} TO CURRENT_USER")
        except DatabaseError:
            if attempt + 1 == TIMES:
                raise
        else:
            return


def _grant(cursor: CursorWrapper) -> None:
    """Rows, no more: it changes no table and empties none."""
    for name, is_sequence in _rows(cursor, UNGRANTED, [APP_ROLE, APP_ROLE]):
        what = f"USAGE, SELECT, UPDATE ON SEQUENCE {name}"
        if not is_sequence:
            what = f"{FEWER.get(name, 'SELECT, INSERT, UPDATE, DELETE')} ON {name}"
        cursor.execute(f"GRANT {what} TO {APP_ROLE}")


def _rows(cursor: CursorWrapper, statement: str, params: Sequence[str | bool] = ()) -> list[tuple[Any, ...]]:
    cursor.execute(statement, params)
    return list(cursor.fetchall())
