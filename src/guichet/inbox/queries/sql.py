"""Pieces of SQL that carry their parameters, so that values never enter the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.types.datetime import TimestamptzLoader


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of a statement and the parameters of its `%s`, in order."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: "Sql") -> "Sql":
        return Sql(" ".join((self.text, other.text)), self.params + other.params)


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
    """All rows of a statement; times are aware, in UTC.

    Times are read by psycopg itself: Django's reader is Python, and took 0.9 of the 2.0 ms of a page of 50.
    """
    with connection.cursor() as cursor:
        cursor.cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(statement.text, statement.params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
