"""What every command does first: a database that runs and is up to date, and Django on top of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import django
from django.core.management import call_command

from guichet.config.embedded import EmbeddedPostgres
from guichet.config.environment import read_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")

# Two commands that start at once take turns to migrate.
MIGRATION_TURN = 0x6775696368


@contextmanager
def database() -> Iterator[str]:
    """The database's URL, ours or the person's own; the embedded one stops with its last user.

    The URL goes into the environment, so that settings read later and child processes use the same one.
    """
    environment = read_environment()
    own = environment.database_url
    running = nullcontext(own) if own else EmbeddedPostgres(environment.data_dir).running()
    with running as url:
        os.environ["GUICHET_DATABASE_URL"] = url
        try:
            yield url
        finally:
            if not own:
                del os.environ["GUICHET_DATABASE_URL"]


@contextmanager
def ready() -> Iterator[None]:
    """A database that is up to date, and Django set up."""
    with database():
        django.setup()
        migrate()
        try:
            yield
        finally:
            _close_connections()


def migrate() -> None:
    """Bring the database up to date; one at a time, whatever the number of processes that start."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_TURN])
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_TURN])


def _close_connections() -> None:
    """An open session would keep the embedded server from stopping quickly."""
    from django.db import connections

    connections.close_all()
