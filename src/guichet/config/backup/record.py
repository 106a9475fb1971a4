"""Notes that a backup was made, past Django: it may be made of a schema that has no place for it yet."""

from datetime import UTC, datetime

import psycopg

from guichet.accounts.models.keys import new_id

NOTE = """
INSERT INTO backup_run (id, kind, ended_at, made_at, file_name, is_green)
VALUES (%s, 'BACKUP', %s, %s, %s, true)
"""


def note_backup(url: str, made_at: str, file_name: str) -> None:
    """The backup of this moment (ISO 8601) lies in a file of that name."""
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('backup_run')").fetchone() != (None,):
            connection.execute(NOTE, [new_id(), datetime.now(UTC), made_at, file_name[:300]])
