"""Pieces of SQL that carry their parameters, so that values never enter the text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.types.datetime import TimestamptzLoader

from guichet.accounts.queries.quick import quick


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of a statement and the parameters of its `%s`, in order."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: "Sql") -> "Sql":
        return Sql(" ".join((self.text, other.text)), self.params + other.params)


# `fetch` or `fetch_often`.
Ask = Callable[[Sql], list[tuple[Any, ...]]]


def sql(text: str, *params: object) -> Sql:
    """A piece of SQL: `sql("d.status = %s", status)`."""
    return Sql(text, params)


def select(columns: str, source: str, *params: object) -> Sql:
    """The start of a statement: columns and tables are names of ours, never a value."""
    return Sql(" ".join(("SELECT", columns, "FROM", source)), params)


def joined(separator: str, parts: Iterable[Sql]) -> Sql:
    """The parts with a separator between them."""
    listed = list(parts)
    return Sql(separator.join(p.text for p in listed), tuple(v for p in listed for v in p.params))


def every(conditions: Sequence[Sql]) -> Sql:
    """All conditions must hold."""
    return joined(" AND ", conditions)


def fetch(statement: Sql) -> list[tuple[Any, ...]]:
    """All rows of a statement, with times in UTC and read as `guichet.accounts.queries.quick` reads them."""
    with connection.cursor() as cursor:
        cursor.cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(statement.text, statement.params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def fetch_often(statement: Sql) -> list[tuple[Any, ...]]:
    """The same by a prepared statement, for one whose plan is good whatever the values are."""
    return quick(statement.text, statement.params)
