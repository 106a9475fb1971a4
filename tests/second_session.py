"""A second connection to the test's own database."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection


@contextmanager
def second_session() -> Iterator["psycopg.Connection"]:
    """Somebody else's, with a transaction of its own; what it has not committed is taken back."""
    given = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    given.pop("context", None)
    with psycopg.connect(**given) as other:
        yield other
        other.rollback()
