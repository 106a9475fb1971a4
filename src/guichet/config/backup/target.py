"""Where a restore goes: it must be empty, and until the restore has ended it says so."""

import os
from pathlib import Path

import psycopg
from psycopg import sql

from guichet.config.backup.errors import BackupError
from guichet.config.embedded import EmbeddedPostgres
from guichet.config.embedded.server import CREATE_DATABASE
from guichet.config.environment import Environment
from guichet.config.unfinished import DATABASE_MARK, FOLDER_MARK

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
MARKED = sql.SQL("SELECT to_regclass({})").format(sql.Literal(DATABASE_MARK))


def must_be_empty(environment: Environment) -> None:
    """BackupError where somebody's data would be written over. An unfinished restore may be begun anew."""
    folder = environment.data_dir
    if not (folder / FOLDER_MARK).exists():
        if any((folder / "files").glob("[0-9a-f][0-9a-f]/*")):
            raise _not_empty(f"{folder} holds attachments")
        if environment.database_url is None and (folder / "postgres" / "PG_VERSION").exists():
            with EmbeddedPostgres(folder).running() as url:
                _must_be_nobodys(folder, url)
    if environment.database_url is not None:
        _must_have_no_tables(environment.database_url)


def mark(folder: Path, text: str) -> None:
    """From here on nothing starts in this folder until the restore has ended."""
    handle = os.open(folder / FOLDER_MARK, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def make_room(environment: Environment, url: str) -> None:
    """An empty database that carries the mark: what an unfinished restore or an unused start left goes."""
    if environment.database_url is None:
        _make_anew(url)
    with _connected(url) as connection:
        if environment.database_url is not None and connection.execute(MARKED).fetchone() != (None,):
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.execute(sql.SQL("CREATE TABLE {} ()").format(sql.Identifier(DATABASE_MARK)))


def finish(folder: Path, url: str) -> None:
    """The restore has ended: it may be started."""
    with _connected(url) as connection:
        connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(DATABASE_MARK)))
    (folder / FOLDER_MARK).unlink()


def _must_be_nobodys(folder: Path, url: str) -> None:
    with _connected(url) as connection:
        if connection.execute("SELECT to_regclass('account')").fetchone() == (None,):
            return
        accounts = connection.execute("SELECT count(*) FROM account").fetchone()
        if accounts != (0,):
            raise _not_empty(f"{folder} holds accounts")


def _must_have_no_tables(url: str) -> None:
    with _connected(url) as connection:
        if connection.execute(MARKED).fetchone() != (None,):
            return
        if connection.execute(TABLES).fetchone() != (0,):
            raise BackupError(
                "The database of GUICHET_DATABASE_URL has tables already; nothing was changed. Restore into "
                "a "
                "database that was just created (createdb)."
            )


def _make_anew(url: str) -> None:
    """The embedded server's database is ours alone; nobody has data in it, which was seen before."""
    parts = psycopg.conninfo.conninfo_to_dict(url)
    with _connected(psycopg.conninfo.make_conninfo(url, dbname="postgres")) as connection:
        name = sql.Identifier(str(parts["dbname"]))
        try:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        except psycopg.errors.ObjectInUse as error:
            raise BackupError("Guichet runs on this data folder: stop it, then restore.") from error
        connection.execute(CREATE_DATABASE.format(name))


def _connected(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    try:
        return psycopg.connect(url, autocommit=True, application_name="guichet restore")
    except psycopg.OperationalError as error:
        raise BackupError(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error


def _not_empty(what: str) -> BackupError:
    return BackupError(
        f"{what}; nothing was changed. A backup is restored into an empty installation: set "
        f"GUICHET_DATA_DIR to "
        "a new folder."
    )
