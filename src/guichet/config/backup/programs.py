"""Which `pg_dump` and `pg_restore`: those that came with Guichet, or newer ones for a newer server."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from guichet.config.backup.errors import BackupError
from guichet.config.embedded.programs import ProgramError, bin_folder

DEBIAN = "/usr/lib/postgresql"


def program(name: str, at_least: int) -> Path:
    """A program of at least that major version of PostgreSQL: each reads and serves all older ones."""
    for folder in _folders():
        path = folder / name
        if path.exists() and major_of(path) >= at_least:
            return path
    raise BackupError(
        f"{name} of PostgreSQL {at_least} or newer is needed and not here: install "
        f"postgresql-client-{at_least} "
        "(your system's package), so that it is on the PATH."
    )


@cache
def major_of(path: Path) -> int:
    """The major version that a program says of itself."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def connecting(url: str) -> tuple[str, dict[str, str]]:
    """A connection string without its password, and the environment that holds the password instead.

    Arguments of a process are seen by everybody on the machine.
    """
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = dict(os.environ)
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    return make_conninfo("", **parts), environment


def _folders() -> list[Path]:
    try:
        ours = [bin_folder()]
    except ProgramError:
        ours = []
    found = shutil.which("pg_dump")
    beside = [Path(found).resolve().parent] if found else []
    return [*ours, *beside, *sorted(Path(DEBIAN).glob("*/bin"), reverse=True)]
