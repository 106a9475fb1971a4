"""Rows into tables by COPY."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from bench.data.rows import COLUMNS, Rows


def copy_rows(connection: Connection[Any], rows: Rows) -> None:
    """Write all of them and leave `rows` empty."""
    for table, columns in COLUMNS.items():
        statement = SQL("COPY {} ({}) FROM STDIN").format(
            Identifier(table), SQL(", ").join(map(Identifier, columns))
        )
        waiting = getattr(rows, table)
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in waiting:
                copy.write_row(row)
        waiting.clear()
