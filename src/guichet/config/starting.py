"""What every command does first: a database that runs and is up to date, and Django on top of it."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import django
from django.core.management import call_command

from guichet.config.embedded import EmbeddedPostgres
from guichet.config.environment import read_environment
from guichet.config.family import SUPERVISED
from guichet.config.patience import wait_for_database
from guichet.config.unfinished import database_must_be_finished, must_be_finished

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")

# Two commands that start at once take turns to migrate.
MIGRATION_TURN = 0x6775696368
TURN_SECONDS = 0.2


@contextmanager
def database(*, may_be_unfinished: bool = False) -> Iterator[str]:
    """The database's URL, ours or the person's own; the embedded one stops with its last user.

    The URL goes into the environment, so that settings read later and child processes use the same one.
    BadEnvironmentError where a restore was cut short.
    """
    environment = read_environment()
    if not may_be_unfinished:
        must_be_finished(environment.data_dir)
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
    with database() as url:
        django.setup()
        if os.environ.get(SUPERVISED):
            wait_for_database(url)
        database_must_be_finished()
        migrate()
        try:
            yield
        finally:
            _close_connections()


def migrate(told: Callable[[str], object] = lambda _: None) -> list[str]:
    """Bring the database up to date; one at a time, whatever the number of machines that start.

    The migrations that were applied, in their order; `told` hears that another one is at it.
    """
    from django.db import connection

    from guichet.config.postgres.wall import build_wall

    with connection.cursor() as cursor, _turn(cursor, told):
        before = applied_migrations()
        call_command("migrate", verbosity=0, interactive=False)
        build_wall()
        return [name for name in applied_migrations() if name not in set(before)]


def applied_migrations() -> list[str]:
    """As `app.name`, in the order they were applied; none for an empty database."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return []
    rows = recorder.migration_qs.order_by("id").values_list("app", "name")
    return [f"{app}.{name}" for app, name in rows]


@contextmanager
def _turn(cursor: Any, told: Callable[[str], object]) -> Iterator[None]:
    """Asked for again and again: indexes built concurrently would wait for who waits inside PostgreSQL."""
    waits = False
    while not _has_turn(cursor):
        if not waits:
            told("Another process is bringing the database up to date; waiting for it.")
        waits = True
        time.sleep(TURN_SECONDS)
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_TURN])


def _has_turn(cursor: Any) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [MIGRATION_TURN])
    return bool(cursor.fetchone()[0])


def _close_connections() -> None:
    """An open session would keep the embedded server from stopping quickly."""
    from django.db import connections

    connections.close_all()
