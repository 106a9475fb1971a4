"""The connections that the queue opens for itself, past Django."""

from typing import Any

from psycopg import AsyncConnection

from guichet.config.postgres.role import APP_ROLE

# Where the role was not made, or may not be taken, the connection stays what it is.
TAKE = """
SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')
"""
# Shown in pg_stat_activity: what the queue costs is told apart from the work.
NAMED = "SET application_name = 'guichet queue'"


async def take_role(connection: "AsyncConnection[Any]") -> None:
    """Stand behind the wall as well, without an account: the queue's own tables are all that it needs."""
    await connection.execute(NAMED)
    await connection.execute(TAKE, [APP_ROLE])
    await connection.commit()
