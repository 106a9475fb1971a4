"""Statements that open pages ask so often that planning them would be most of their cost.

They are prepared on the connection (psycopg manual, "Prepared statements"): the three of a poll then take
0.1 ms of the database's processor instead of 0.5, and half of ours. Where a connection was lost, or where a
pooler knows nothing of prepared statements, `quick` simply asks again: it is for what may be asked twice.
What is done in a transaction is asked once, by `quick_once`.
"""

from collections.abc import Mapping, Sequence
from threading import local
from typing import Any, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.transaction import TransactionManagementError
from psycopg import errors
from psycopg.types.datetime import TimestamptzLoader

# What a pooler that gives each transaction another connection answers (PgBouncer before 1.22).
POOLED = (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
# A migration changed the type of a column that the statement gives.
OUTDATED = errors.FeatureNotSupported
_prepares = True
_kept = local()

Params = Sequence[object] | Mapping[str, object]


def quick(statement: str, params: Params) -> list[tuple[Any, ...]]:
    """All rows, with times in UTC; psycopg's own errors are raised when the second attempt fails too.

    Times are read by psycopg itself: Django's reader is Python, and took 0.9 of the 2.0 ms of a page of 50.
    In a transaction it is `quick_once`: a new connection would know nothing of what was done before.
    """
    known = connections[DEFAULT_DB_ALIAS]
    if known.in_atomic_block:
        return quick_once(statement, params)
    try:
        return _ask(statement, params)
    except POOLED:
        _prepare_no_more()
    except (psycopg.OperationalError, OUTDATED):
        known.close()
    return _ask(statement, params)


def quick_once(statement: str, params: Params) -> list[tuple[Any, ...]]:
    """The rows of a statement in a transaction, none where it gives none; asked once, whatever happens.

    Django's errors are raised, as by its own cursor; TransactionManagementError outside of a transaction.
    """
    known = connections[DEFAULT_DB_ALIAS]
    if not known.in_atomic_block:
        raise TransactionManagementError("This belongs in a transaction, with all that goes along with it.")
    with known.wrap_database_errors:
        try:
            return _ask(statement, params)
        # This transaction is lost then; the next one shall not be.
        except POOLED:
            _prepare_no_more()
            raise
        except OUTDATED:
            known.close()
            raise


def _prepare_no_more() -> None:
    global _prepares  # noqa: PLW0603 - what one connection met holds for all of this process
    _prepares = False


def _ask(statement: str, params: Params) -> list[tuple[Any, ...]]:
    """Past Django's cursor: it binds on this side, and asks the connection first whether it lives.

    Not so through a pooler, where the account of the work at hand is told by that cursor (decision 0014).
    """
    known = connections[DEFAULT_DB_ALIAS]
    known.ensure_connection()
    if getattr(known, "is_pooled", False):
        with known.cursor() as usual:
            # psycopg adapts whatever it knows; the stubs list what Django names.
            usual.execute(statement, cast("Any", params))
            return list(usual.fetchall()) if usual.description else []
    cursor = _cursor(known.connection).execute(statement, params, prepare=_prepares)
    # Whether there are rows; psycopg makes an object a column for its `description`.
    rows = cursor.fetchall() if cursor.pgresult and cursor.pgresult.nfields else []
    # It has just answered: what Django would ask next of an older connection needs no asking.
    known.health_check_done = True  # type: ignore[attr-defined]  # the stubs leave it out
    return rows


def _cursor(raw: "psycopg.Connection[Any]") -> "psycopg.Cursor[Any]":
    """One for all that a thread asks of a connection: making another takes a sixth of a small statement."""
    kept: psycopg.Cursor[Any] | None = getattr(_kept, "cursor", None)
    if kept is None or kept.connection is not raw:
        kept = _kept.cursor = psycopg.Cursor(raw)
        kept.adapters.register_loader("timestamptz", TimestamptzLoader)
    if _prepares and raw.prepare_threshold is None:
        raw.prepare_threshold = 1
        # Else the planner prefers to plan each call for its own values, which is what we came to avoid.
        raw.execute("SET plan_cache_mode = force_generic_plan")
    return kept
