"""Prepared statements, and what may become of a connection."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError

from guichet.accounts.queries import quick as module
from guichet.accounts.queries.quick import quick, quick_once

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "SELECT %s::int + 1"
NOTE, NOTED = "INSERT INTO noted VALUES (%s)", "SELECT count(*) FROM noted"


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    yield
    module._prepares = True


def backend() -> int:
    """Who answers us."""
    return int(connection.connection.info.backend_pid)


def from_elsewhere(statement: str) -> None:
    """By a connection of somebody else's."""
    given = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    given.pop("context", None)
    with psycopg.connect(**given) as other:
        other.execute(statement.encode())


def lose_prepared() -> None:
    """As a pooler that gives the next transaction another connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DEALLOCATE {name}")


@transaction.atomic
def asked_at_once(statement: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """In a transaction of its own."""
    return quick_once(statement, params)


@pytest.fixture
def noted() -> Iterator[None]:
    """A table of numbers, each of which is there once."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE noted (number integer UNIQUE)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE noted")


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
    from_elsewhere(f"SELECT pg_terminate_backend({lost}, 5000)")
    assert quick(ASKED, [1]) == [(2,)]
    assert backend() != lost


@pytest.mark.parametrize("ask", [quick, quick_once])
def test_a_connection_that_is_lost_in_a_transaction_takes_all_of_it_along(
    noted: None, ask: Callable[..., object]
) -> None:
    @transaction.atomic
    def act() -> None:
        quick_once(NOTE, [1])
        from_elsewhere(f"SELECT pg_terminate_backend({backend()}, 5000)")
        with pytest.raises(OperationalError):
            ask(NOTE, [2])
        ask(NOTE, [3])

    with pytest.raises(OperationalError):
        act()
    assert quick(NOTED, []) == [(0,)]


def test_in_a_transaction_a_column_of_another_type_is_met_by_the_next(noted: None) -> None:
    assert asked_at_once("SELECT number FROM noted") == []
    from_elsewhere("ALTER TABLE noted ALTER number TYPE text")
    with pytest.raises(DatabaseError, match="cached plan"):
        asked_at_once("SELECT number FROM noted")
    assert asked_at_once("SELECT number FROM noted") == []


def test_what_is_written_belongs_to_a_transaction_and_fails_with_errors_of_django(noted: None) -> None:
    with pytest.raises(TransactionManagementError):
        quick_once(NOTE, [1])
    assert asked_at_once(NOTE, [1]) == []
    with pytest.raises(IntegrityError):
        asked_at_once(NOTE, [1])
    assert quick(NOTED, []) == [(1,)]


def test_a_column_of_another_type_is_met_by_a_new_connection() -> None:
    asked = "SELECT name FROM outdated"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE outdated AS SELECT 'a'::varchar(5) AS name")
    assert quick(asked, []) == quick(asked, []) == [("a",)]
    from_elsewhere("ALTER TABLE outdated ALTER name TYPE integer USING 7")
    assert quick(asked, []) == [(7,)]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE outdated")


def test_where_prepared_statements_get_lost_none_is_used_any_more() -> None:
    quick(ASKED, [1])
    lose_prepared()
    assert quick(ASKED, [1]) == [(2,)]
    assert not module._prepares
    assert quick(ASKED, [2]) == [(3,)]
    assert quick("SELECT count(*) FROM pg_prepared_statements", []) == [(0,)]


def test_where_one_gets_lost_in_a_transaction_the_next_uses_none() -> None:
    quick(ASKED, [1])
    lose_prepared()
    with pytest.raises(DatabaseError, match="does not exist"):
        asked_at_once(ASKED, [1])
    assert asked_at_once(ASKED, [2]) == [(3,)]
