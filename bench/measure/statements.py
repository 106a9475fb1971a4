"""The SQL behind a call, to be run again without anything around it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import psycopg
from django.db import connection
from psycopg.types.string import TextLoader

from guichet.accounts.queries import quick


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the values of its `%s`.

    One that is prepared is planned once for all values. Where the planner should look at the values, as for a
    store of 0.6 % of all rows that something else narrows too, that is slower (measured 12 ms against 3).
    """

    text: str
    params: tuple[Any, ...] | dict[str, Any] | None
    is_prepared: bool = False


def statements_of(call: Callable[[], object]) -> list[Statement]:
    """What a call asks the database, in order."""
    found: list[Statement] = []
    ask = quick._ask  # noqa: SLF001 - past Django's cursor, so that no wrapper of Django's hears of it

    def note_quick(statement: str, params: Any) -> list[tuple[Any, ...]]:
        found.append(Statement(statement, params, is_prepared=True))
        return ask(statement, params)

    def note(execute: Callable[..., Any], text: str, params: Any, many: bool, context: Any) -> Any:
        found.append(Statement(text, params))
        return execute(text, params, many, context)

    with connection.execute_wrapper(note), patch.object(quick, "_ask", note_quick):
        call()
    return found


@contextmanager
def bare_connection(url: str) -> Iterator["psycopg.Connection[Any]"]:
    """A connection without Django; JSON stays text, as it does for Django."""
    with psycopg.connect(url, autocommit=True) as bare:
        bare.adapters.register_loader("jsonb", TextLoader)
        yield bare


def bare_call(bare: "psycopg.Connection[Any]", statements: list[Statement]) -> Callable[[], int]:
    """A call that runs statements and fetches all rows; it returns their number."""

    def run() -> int:
        rows = 0
        for statement in statements:
            cursor = bare.execute(statement.text, statement.params, prepare=statement.is_prepared)
            rows += len(cursor.fetchall()) if cursor.description else 0
        return rows

    return run
