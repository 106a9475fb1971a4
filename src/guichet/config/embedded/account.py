"""PostgreSQL refuses to run as root, so root lends it a system user of its own."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

SYSTEM_USER = "guichet_postgres"


class ProcessIdentity(TypedDict, total=False):
    """The arguments of `subprocess` that change who a child runs as."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class RunAs:
    """Who the server runs as; `name` None is the current user."""

    name: str | None

    @property
    def identity(self) -> ProcessIdentity:
        """How to start a child as this user, with none of root's groups left."""
        if self.name is None:
            return {}
        entry = pwd.getpwnam(self.name)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    @property
    def os_users(self) -> tuple[str, ...]:
        """The system users that may connect to the server over its socket."""
        current = pwd.getpwuid(os.geteuid()).pw_name
        return (current,) if self.name is None else (current, self.name)

    def own(self, folder: Path) -> None:
        """Give a folder to the server's user, and let that user pass through its parents."""
        if self.name is None:
            return
        entry = pwd.getpwnam(self.name)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        let_pass(folder)


def run_as() -> RunAs:
    """The current user, or for root a system user made for the server."""
    if os.geteuid() != 0:
        return RunAs(None)
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True, capture_output=True
        )
    return RunAs(SYSTEM_USER)


def let_pass(path: Path) -> None:
    """Add the right to traverse, and only that, to the parents of a path."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)
