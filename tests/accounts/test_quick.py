"""Prepared statements, and what may become of a connection."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from guichet.accounts.queries import quick as module
from guichet.accounts.queries.quick import quick

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "SELECT %s::int + 1"


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    yield
    module._prepares = True


def backend() -> int:
    """Who answers us."""
    return int(connection.connection.info.backend_pid)


def test_a_statement_is_prepared_once() -> None:
    for number in range(3):
        assert quick(ASKED, [number]) == [(number + 1,)]
    found = quick(
        "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["SELECT $1::int + 1"]
    )
    assert found == [(1,)]


def test_a_connection_that_was_lost_is_opened_again() -> None:
    quick(ASKED, [1])
    lost = backend()
    given = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    given.pop("context", None)
    with psycopg.connect(**given) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [lost])
    assert quick(ASKED, [1]) == [(2,)]
    assert backend() != lost


def test_a_column_of_another_type_is_met_by_a_new_connection() -> None:
    asked = "SELECT name FROM outdated"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE outdated AS SELECT 'a'::varchar(5) AS name")
    assert quick(asked, []) == quick(asked, []) == [("a",)]
    given = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    given.pop("context", None)
    with psycopg.connect(**given) as other:
        other.execute("ALTER TABLE outdated ALTER name TYPE integer USING 7")
    assert quick(asked, []) == [(7,)]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE outdated")


def test_where_prepared_statements_get_lost_none_is_used_any_more() -> None:
    quick(ASKED, [1])
    with connection.cursor() as cursor:
        # As a pooler that gives the next transaction another connection.
        cursor.execute("SELECT name FROM pg_prepared_statements")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DEALLOCATE {name}")
    assert quick(ASKED, [1]) == [(2,)]
    assert not module._prepares
    assert quick(ASKED, [2]) == [(3,)]
    assert quick("SELECT count(*) FROM pg_prepared_statements", []) == [(0,)]
