"""Starting and stopping the embedded server, shared by any number of our processes."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import fasteners
import psutil
import psycopg
from psycopg import sql

from guichet.config.embedded.account import RunAs, run_as
from guichet.config.embedded.files import server_options, write_access_rules
from guichet.config.embedded.programs import run

START_SECONDS = 120
# Who watches over other things too does not wait longer; the server goes on starting.
REVIVE_SECONDS = 3
STOP_SECONDS = 8
# The longest path a Unix socket may have on the strictest system we run on (macOS: 104 bytes).
MAX_SOCKET_PATH = 100
CREATE_DATABASE = sql.SQL(
    "CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
)


class EmbeddedPostgres:
    """A PostgreSQL server in a folder, used by `with`.

    Each process that uses it holds a shared lock on a file; the one that finds itself alone at the end
    stops the server. The kernel drops the locks of a killed process, so nobody counts ghosts.
    """

    def __init__(self, data_dir: Path) -> None:
        self.pgdata = data_dir / "postgres"
        self._turn = fasteners.InterProcessLock(data_dir / "postgres.turn")
        self._users = fasteners.InterProcessReaderWriterLock(data_dir / "postgres.users")

    @contextmanager
    def running(self, database: str = "guichet") -> Iterator[str]:
        """Start the server unless it runs, and yield the URL of `database`, made if missing."""
        with self._turn:
            account = run_as()
            self._ensure_initialised(account)
            self._ensure_started(account)
            self._users.acquire_read_lock()
            self._ensure_database(database)
        try:
            yield self.url(database)
        finally:
            with self._turn:
                self._users.release_read_lock()
                self._stop_if_unused(account)

    def revive(self) -> bool:
        """Start the server where it died; whether it had. For whoever is inside `running`.

        ProgramError while it cannot be started.
        """
        if self.is_alive():
            return False
        account = run_as()
        with self._turn:
            self._ensure_started(account, REVIVE_SECONDS)
        return True

    def is_alive(self) -> bool:
        """Asked of the kernel, once a second; as process 1 of a container, we clear its remains away."""
        try:
            pid = int((self.pgdata / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return False
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        return psutil.pid_exists(pid)

    def _ensure_initialised(self, account: RunAs) -> None:
        self.pgdata.mkdir(mode=0o700, exist_ok=True)
        account.own(self.pgdata)
        if not (self.pgdata / "PG_VERSION").exists():
            options = ("--encoding=UTF8", "--locale=C", "--auth=peer", "--username=postgres")
            run("initdb", "-D", str(self.pgdata), *options, account=account)

    def _ensure_started(self, account: RunAs, seconds: int = START_SECONDS) -> None:
        write_access_rules(self.pgdata, account)
        if self._is_running(account):
            return
        socket_dir = self.socket_dir()
        socket_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        account.own(socket_dir)
        log = self.pgdata / "server.log"
        options = server_options(socket_dir)
        self._control(account, "start", "-w", "-t", str(seconds), "-l", str(log), "-o", options)

    def _is_running(self, account: RunAs) -> bool:
        return self._control(account, "status", check=False) == 0

    def _stop_if_unused(self, account: RunAs) -> None:
        if not self._users.acquire_write_lock(blocking=False):
            return
        try:
            if self._is_running(account):
                self._control(account, "stop", "-w", "-t", str(STOP_SECONDS), "-m", "fast")
        finally:
            self._users.release_write_lock()

    def _control(self, account: RunAs, verb: str, *options: str, check: bool = True) -> int:
        return run("pg_ctl", verb, "-D", str(self.pgdata), *options, account=account, check=check)

    def _ensure_database(self, name: str) -> None:
        """A Unicode-aware builtin collation, so that case folds the same on every machine."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if exists is None:
                create = (
                    "CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                )
                connection.execute(sql.SQL(create).format(sql.Identifier(name)))

    def socket_dir(self) -> Path:
        """The data folder where its path is short enough for a socket, else a folder of its own elsewhere."""
        name = f"guichet-{hashlib.sha256(os.fsencode(self.pgdata)).hexdigest()[:16]}"
        shortest = Path("/tmp") / name  # noqa: S108 - ours by its name and its rights (0700)
        folders = (self.pgdata, Path(tempfile.gettempdir()) / name, shortest)
        return next((folder for folder in folders if _is_short(folder)), shortest)

    def url(self, database: str) -> str:
        """How a process of this machine reaches a database of this server."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_dir()), safe='')}"


def _is_short(folder: Path) -> bool:
    return len(os.fsencode(folder / ".s.PGSQL.5432")) <= MAX_SOCKET_PATH
