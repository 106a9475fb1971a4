"""What a new connection finds out about itself, once."""

import logging
from dataclasses import dataclass
from typing import Any

import psycopg

from guichet.config.postgres.role import APP_ROLE, is_behind_wall

log = logging.getLogger("guichet.database")

# Through a pooler the process that answers is not the one that the connection was opened with.
ABOUT = """
SELECT pg_backend_pid(), me.rolsuper OR me.rolbypassrls,
    EXISTS (SELECT FROM pg_roles app WHERE app.rolname = %s AND pg_has_role(session_user, app.oid, 'MEMBER'))
FROM pg_roles me WHERE me.rolname = session_user
"""


@dataclass(frozen=True, slots=True)
class About:
    """`bypasses`: row security does not hold for who connected. `app_role`: what stands behind it."""

    is_pooled: bool
    bypasses: bool
    app_role: str


def about(raw: "psycopg.Connection[Any]") -> About:
    """psycopg's errors go up. Where the role is missing, tables hold their owner (wall.py)."""
    with psycopg.ClientCursor(raw) as cursor:
        found = cursor.execute(ABOUT, [APP_ROLE]).fetchone()
    if found is None:
        raise psycopg.ProgrammingError("The role that connected to PostgreSQL is gone.")
    process, bypasses, has_role = found
    if bypasses and not has_role and is_behind_wall():
        log.warning("Accounts are not walled off from one another: run guichet migrate and guichet doctor.")
    return About(process != raw.info.backend_pid, bypasses, APP_ROLE if has_role else "NONE")
