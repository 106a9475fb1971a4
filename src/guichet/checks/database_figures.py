"""How the database itself fares."""

from dataclasses import dataclass

from django.db import connection

CONNECTIONS = """
SELECT COALESCE(state, 'other'), count(*) FROM pg_stat_activity
WHERE backend_type = 'client backend' GROUP BY 1 ORDER BY 1
"""
SIZE = "SELECT current_setting('max_connections')::int, pg_database_size(current_database())"


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """Connections of all clients of the server by state, how many it takes, and our database's bytes."""

    connections: dict[str, int]
    most_connections: int
    size: int


def database_now() -> DatabaseState:
    """One moment."""
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        states = dict(cursor.fetchall())
        cursor.execute(SIZE)
        most, size = cursor.fetchone()
    return DatabaseState(states, most, size)
