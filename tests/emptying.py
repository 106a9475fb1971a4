"""Empties the database after a test that committed; Django's way costs most of a second each."""

from functools import cache

from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected

# Only what is not empty is touched; what grew large is made small again, so that nobody reads its remains.
# Without the triggers of foreign keys, order does not matter: all of them are emptied in one transaction.
EMPTY = """
DO $$
DECLARE
  name text;
  is_filled boolean;
BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  FOREACH name IN ARRAY {tables}::text[] LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO is_filled;
    IF is_filled THEN
      EXECUTE format('DELETE FROM %I', name);
    END IF;
    IF pg_relation_size(quote_ident(name)::regclass) > 1048576 THEN
      EXECUTE format('TRUNCATE %I CASCADE', name);
    END IF;
  END LOOP;
END $$
"""
# What migrations leave behind. Django would delete and make it again, with a query for each model.
KEPT = {"django_content_type", "auth_permission"}
# A page that was left may still be answering, and its request then holds rows that we want, and wants ours.
TIMES = 5


def empty_database() -> None:
    """Delete the rows of every model, in one round trip."""
    if connection.in_atomic_block:
        raise AssertionError("a test left a transaction open")
    for _ in range(TIMES - 1):
        try:
            return _empty()
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
    return _empty()


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(EMPTY.format(tables=_tables()))


@cache
def _tables() -> str:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    quoted = ", ".join(f"'{name}'" for name in sorted(set(names) - KEPT))
    return f"ARRAY[{quoted}]"
