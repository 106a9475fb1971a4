"""Indexes are dropped before a load and rebuilt after it: many times faster, and as tight as they can be."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

TABLES = ["discussion", "message", "attachment", "marketplace_order", "discussion_search", "message_search"]

UNIQUE = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s) ORDER BY 1, 2
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid) ORDER BY indrelid, 1
"""


@contextmanager
def without_indexes(connection: Connection[Any]) -> Iterator[None]:
    """Only primary keys inside the block; afterwards everything is as it was."""
    unique = connection.execute(UNIQUE, [TABLES]).fetchall()
    indexes = connection.execute(INDEXES, [TABLES]).fetchall()
    for table, name, _ in unique:
        connection.execute(_alter(table, "DROP CONSTRAINT", name))
    for name, _ in indexes:
        connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
    yield
    for _, definition in indexes:
        connection.execute(definition)
    for table, name, definition in unique:
        connection.execute(_alter(table, "ADD CONSTRAINT", name) + SQL(definition))


def _alter(table: str, verb: str, name: str) -> Composed:
    return SQL("ALTER TABLE {} ").format(Identifier(table)) + SQL(verb + " {} ").format(Identifier(name))
