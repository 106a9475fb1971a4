"""Statements that open pages ask so often that planning them would be most of their cost.

They are prepared on the connection (psycopg manual, "Prepared statements"): the three of a poll then take
0.1 ms of the database's processor instead of 0.5, and half of ours. Only such belong here that may be asked
twice: each is simply asked again where a connection was lost, or where a pooler knows nothing of prepared
statements.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import psycopg
from django.db import connection, transaction
from psycopg import errors
from psycopg.types.datetime import TimestamptzLoader

# What a pooler that gives each transaction another connection answers (PgBouncer before 1.22).
POOLED = (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
# A migration changed the type of a column that the statement gives.
OUTDATED = errors.FeatureNotSupported
_prepares = True

Params = Sequence[object] | Mapping[str, object]


def quick(statement: str, params: Params) -> list[tuple[Any, ...]]:
    """All rows, with times in UTC; psycopg's own errors are raised when the second attempt fails too.

    Times are read by psycopg itself: Django's reader is Python, and took 0.9 of the 2.0 ms of a page of 50.
    """
    global _prepares  # noqa: PLW0603 - what one connection met holds for all of this process
    try:
        return _ask(statement, params)
    except POOLED:
        _prepares = False
    except (psycopg.OperationalError, OUTDATED):
        connection.close()
    return _ask(statement, params)


def _ask(statement: str, params: Params) -> list[tuple[Any, ...]]:
    """Past Django's cursor: it binds on this side, and asks the connection first whether it lives.

    Not so through a pooler, where the account of the work at hand is told by that cursor (decision 0014).
    """
    connection.ensure_connection()
    if getattr(connection, "is_pooled", False):
        with connection.cursor() as usual:
            # psycopg adapts whatever it knows; the stubs list what Django names.
            usual.execute(statement, cast("Any", params))
            return list(usual.fetchall())
    if connection.get_autocommit() and getattr(connection, "is_pooled", False):
        with transaction.atomic():
            # Through a pooler each transaction is told for itself whose rows it may see.
            connection.ensure_connection()
            return _rows(connection.connection, statement, params)
    return _rows(connection.connection, statement, params)


def _rows(raw: "psycopg.Connection[Any]", statement: str, params: Params) -> list[tuple[Any, ...]]:
    if _prepares and raw.prepare_threshold is None:
        raw.prepare_threshold = 1
        # Else the planner prefers to plan each call for its own values, which is what we came to avoid.
        raw.execute("SET plan_cache_mode = force_generic_plan")
    with psycopg.Cursor(raw) as cursor:
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        rows = cursor.execute(statement, params, prepare=_prepares).fetchall()
    # It has just answered: what Django would ask next of an older connection needs no asking.
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs leave it out
    return rows
