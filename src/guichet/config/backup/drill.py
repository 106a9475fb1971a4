"""The restore drill: a backup is restored into a scratch database and found complete, or it is no backup."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from pyrage.x25519 import Identity

from guichet.accounts.sealing import opens
from guichet.config.backup.errors import BackupError
from guichet.config.backup.load import Loading, must_be_complete
from guichet.config.backup.manifest import Keys, Manifest
from guichet.config.backup.snapshot import see_all
from guichet.config.backup.walk import Contents, walk

SCRATCH = "guichet_drill"
TURN = 0x6472696C6C


def drill(file: Path, identity: Identity, url: str) -> Contents:
    """Restore into a database beside the one of `url`, compare, and drop it; BackupError says what is wrong.

    Attachments are read and proved by their digests without being written anywhere.
    """
    with _scratch(url) as scratch:
        into = _IntoScratch(scratch)
        try:
            contents = walk(file, identity, into, "Drilling")
        except BaseException:
            if into.loading is not None:
                into.loading.give_up()
            raise
        if into.loading is not None:
            into.loading.finish()
        must_be_complete(scratch, contents.manifest)
        _must_open(scratch, contents.keys)
    return contents


def made_at(contents: Contents) -> datetime:
    """When the backup was made."""
    return datetime.fromisoformat(contents.manifest.made_at)


class _IntoScratch:
    """Takes the database; attachments are only looked at."""

    def __init__(self, url: str) -> None:
        self.loading: Loading | None = None
        self._url = url

    def begin(self, manifest: Manifest, keys: Keys) -> None:
        self.loading = Loading(self._url, manifest)

    def database(self, piece: bytes) -> None:
        assert self.loading is not None  # noqa: S101 - begin comes first
        self.loading.feed(piece)

    def attachment(self, digest: str, chunks: Iterator[bytes]) -> None:
        """Nothing: `walk` reads and proves it."""


def _must_open(url: str, keys: Keys) -> None:
    """The keys of the backup open each channel's credentials."""
    with psycopg.connect(url, autocommit=True) as connection:
        see_all(connection)
        for (sealed,) in connection.execute("SELECT credentials FROM channel"):
            if not opens((*keys.encryption_keys, keys.secret_key), bytes(sealed)):
                raise BackupError(
                    "The keys of the backup do not open the credentials in it: see guichet doctor."
                )


@contextmanager
def _scratch(url: str) -> Iterator[str]:
    """A database beside, dropped at the end; what a killed drill left goes first. One drill at a time."""
    name = sql.Identifier(SCRATCH)
    with psycopg.connect(url, autocommit=True, application_name="guichet drill") as connection:
        if connection.execute("SELECT pg_try_advisory_lock(%s)", [TURN]).fetchone() != (True,):
            raise BackupError("Another drill is running: wait for it.")
        try:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(
                "The database's user may not make a scratch database: ALTER ROLE … CREATEDB lets it."
            ) from error
        try:
            yield make_conninfo(url, dbname=SCRATCH)
        finally:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
