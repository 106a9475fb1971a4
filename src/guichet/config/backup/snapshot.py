"""One moment of a database: what it holds is counted, listed and dumped as of the same instant."""

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from guichet.config.backup.errors import BackupError
from guichet.config.backup.programs import connecting, major_of, program

# One piece of the dump in memory; a tar wants a size before the bytes, and a dump has none.
PIECE = 8 * 1024 * 1024
# zlib's quickest; it is in every build of PostgreSQL, and its files were compressed before by half.
COMPRESSION = "--compress=1"
SESSION = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"
# Without it a row that is kept from us is an error. Where the wall between accounts holds the tables' owner
# too,
# the owner must say that all accounts are meant.
UNFILTERED = "SET row_security = off"
EVERYWHERE = "SET guichet.account = 'everywhere'"
HELD = """
SELECT EXISTS (SELECT FROM pg_class WHERE relforcerowsecurity) AND NOT (me.rolsuper OR me.rolbypassrls)
FROM pg_roles me WHERE me.rolname = current_user
"""
TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
CONTENTS = "SELECT digest, max(size_bytes) AS size FROM attachment WHERE digest <> '' GROUP BY digest"
ROLES = "SELECT DISTINCT role FROM pg_policies, unnest(roles) role WHERE role <> 'public' ORDER BY role"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A moment that is held: `name` lets pg_dump see the same."""

    url: str
    connection: "psycopg.Connection[Any]"
    name: str
    is_held: bool

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query without parameters, all of them."""
        return self.connection.execute(query).fetchall()

    def digests(self) -> Iterator[str]:
        """Every content that the database names, a few thousand in memory at a time."""
        with self.connection.cursor(name="contents") as cursor:
            cursor.itersize = 5000
            cursor.execute("SELECT DISTINCT digest FROM attachment WHERE digest <> '' ORDER BY digest")
            for (digest,) in cursor:
                yield digest


@contextmanager
def snapshot(url: str) -> Iterator[Snapshot]:
    """Hold a moment; changes go on beside it and are not seen."""
    with psycopg.connect(url, application_name="guichet backup", autocommit=True) as connection:
        is_held = see_all(connection)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield Snapshot(url, connection, row[0] if row else "", is_held)
        connection.execute("COMMIT")


def see_all(connection: "psycopg.Connection[Any]") -> bool:
    """Let a session see the rows of all accounts, for as long as it takes; whether it had to say so."""
    connection.execute(SESSION)
    is_held = connection.execute(HELD).fetchone() == (True,)
    connection.execute(EVERYWHERE if is_held else UNFILTERED)
    return is_held


def table_counts(connection: "psycopg.Connection[Any]") -> Mapping[str, int]:
    """Rows a table, counted one by one."""
    names = [name for (name,) in connection.execute(TABLES)]
    count = sql.SQL("SELECT count(*) FROM public.{}")
    return {
        name: connection.execute(count.format(sql.Identifier(name))).fetchone()[0]  # type: ignore[index]
        for name in names
    }


def dumper_for(connection: "psycopg.Connection[Any]") -> int:
    """The major version of the pg_dump that serves this server."""
    return major_of(program("pg_dump", connection.info.server_version // 10000))


def dump(moment: Snapshot) -> Iterator[bytes]:
    """pg_dump's custom format in pieces; BackupError with its words when it fails."""
    path = program("pg_dump", moment.connection.info.server_version // 10000)
    target, environment = connecting(moment.url)
    options = ["--format=custom", COMPRESSION, "--no-owner", "--no-privileges", "--no-comments"]
    if moment.is_held:
        options.append("--enable-row-security")
        environment["PGOPTIONS"] = f"{environment.get('PGOPTIONS', '')} -c guichet.account=everywhere"
    command = [str(path), f"--dbname={target}", f"--snapshot={moment.name}", *options]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment) as process:
            try:
                yield from iter(lambda: process.stdout.read(PIECE), b"")  # type: ignore[union-attr]
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            raise BackupError(f"pg_dump failed: {' '.join(last)}")
