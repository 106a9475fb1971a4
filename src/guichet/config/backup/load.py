"""Puts a dump into an empty database, in one transaction: all of it, or nothing."""

import subprocess
import tempfile
import threading
from collections.abc import Sequence
from typing import IO

import psycopg
from psycopg import sql

from guichet.config.backup.errors import BackupError
from guichet.config.backup.manifest import Manifest
from guichet.config.backup.programs import connecting, program
from guichet.config.backup.snapshot import see_all, table_counts

PIECE = 256 * 1024
# pg_restore 17 and later write it for every server, and servers before 17 do not know it.
NEWER = b"SET transaction_timeout = 0;\n"
PSQL = (
    "--no-psqlrc",
    "--quiet",
    "--single-transaction",
    "-v",
    "ON_ERROR_STOP=1",
    "-v",
    "VERBOSITY=terse",
    "-f",
    "-",
)


class Loading:
    """`pg_restore` as SQL into `psql`: feed it the dump's pieces, then `finish`."""

    def __init__(self, url: str, manifest: Manifest) -> None:
        _make_roles(url, manifest.roles)
        target, environment = connecting(url)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed by finish or give_up
        reader, writer = program("pg_restore", manifest.dumper), program("psql", manifest.dumper)
        self._reader = _started([str(reader), "--no-owner", "--no-privileges", "-f", "-"], self._said)
        self._writer = subprocess.Popen(
            [writer, *PSQL, f"--dbname={target}"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self._said, env=environment,
        )  # fmt: skip
        self._between = threading.Thread(target=self._pass_on, name="load")
        self._between.start()

    def feed(self, piece: bytes) -> None:
        """The next piece of the dump; BackupError when it is not taken any more."""
        try:
            self._in.write(piece)
        except BrokenPipeError as error:
            raise self._failure() from error

    def finish(self) -> None:
        """The dump is whole: commit it. BackupError with PostgreSQL's words when it was not taken."""
        try:
            self._in.close()
        except BrokenPipeError as error:
            raise self._failure() from error
        self._between.join()
        if self._reader.wait() or self._writer.wait():
            raise self._failure()
        self._said.close()

    def give_up(self) -> None:
        """Nothing is kept."""
        for process in (self._writer, self._reader):
            process.kill()
            process.wait()
        self._between.join()
        self._said.close()

    @property
    def _in(self) -> IO[bytes]:
        assert self._reader.stdin is not None  # noqa: S101 - it is a pipe
        return self._reader.stdin

    def _pass_on(self) -> None:
        source, sink = self._reader.stdout, self._writer.stdin
        assert source is not None  # noqa: S101 - both are pipes
        assert sink is not None  # noqa: S101
        piece = source.read(PIECE).replace(NEWER, b"", 1)
        try:
            while piece:
                sink.write(piece)
                piece = source.read(PIECE)
            # What psql was not told to the end, it must not commit.
            if self._reader.wait():
                self._writer.kill()
            sink.close()
        except (BrokenPipeError, ValueError):
            self._reader.kill()

    def _failure(self) -> BackupError:
        self._between.join()
        for process in (self._writer, self._reader):
            process.wait()
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").splitlines()
        said = next((line for line in lines if "ERROR" in line or "error" in line), "it ended early")
        return BackupError(f"The database did not take the backup: {said.strip()}")


def must_be_complete(url: str, manifest: Manifest) -> None:
    """BackupError unless each table has the rows that the manifest says."""
    with psycopg.connect(url, autocommit=True) as connection:
        see_all(connection)
        found = table_counts(connection)
    wrong = sorted(name for name, count in manifest.tables.items() if found.get(name) != count)
    if wrong:
        name = wrong[0]
        raise BackupError(
            f"The table {name} has {found.get(name, 0)} rows and the backup says {manifest.tables[name]}: "
            "take another backup."
        )


def _make_roles(url: str, roles: Sequence[str]) -> None:
    """Roles that policies name are no part of a dump; what they may, migrate says."""
    with psycopg.connect(url, autocommit=True) as connection:
        for role in roles:
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))


def _started(command: Sequence[str], said: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)
