"""The hands of chaos: they strike at processes, at the database and at the disk."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil

from chaos.house import House
from chaos.machine import Machine
from chaos.plan import Blow

DISK_MB = 1500
# What was just killed comes back within this, and can be struck.
LOOK_SECONDS = 10.0


class Hands:
    """One blow after the other; each says what it struck, or that there was nothing to strike."""

    def __init__(self, house: House, stop: Callable[[float], bool]) -> None:
        """`stop` waits so many seconds, and says whether the run is over meanwhile."""
        self._house, self._wait = house, stop
        self.struck: list[str] = []

    def strike(self, blow: Blow) -> None:
        """Do it, and undo it where it can be undone."""
        dice = Random(blow.dice)
        deeds: dict[str, Callable[[], bool]] = {
            "kill web": lambda: self._kill(self._house.main, "web"),
            "kill worker": lambda: self._kill(self._house.main, "worker"),
            "kill mail": lambda: self._kill(self._house.main, "mail"),
            "kill serve": lambda: self._kill(self._house.main, "serve"),
            "kill other worker": lambda: self._kill(dice.choice(self._house.others), "worker"),
            "kill other web": lambda: self._kill(self._house.others[0], "web"),
            "kill database": lambda: _send(self._house.postmaster(), signal.SIGKILL),
            "kill backend": lambda: self._kill_backend(dice),
            "hang worker": lambda: self._hang_worker(blow.seconds, dice),
            "hang database": lambda: self._hang_database(blow.seconds),
            "cut database": lambda: self._cut_database(blow.seconds),
            "fill disk": lambda: self._fill_disk(blow.seconds),
        }
        deadline = time.monotonic() + LOOK_SECONDS
        while not deeds[blow.kind]():
            if time.monotonic() > deadline or self._wait(0.1):
                return
        self.struck.append(blow.kind)

    def _kill(self, machine: Machine, name: str) -> bool:
        return _send(machine.pid(name), signal.SIGKILL)

    def _backends(self) -> list[int]:
        try:
            return [child.pid for child in psutil.Process(self._house.postmaster()).children()]
        except psutil.Error:
            return []

    def _kill_backend(self, dice: Random) -> bool:
        found = self._backends()
        return bool(found) and _send(dice.choice(found), signal.SIGKILL)

    def _hang_worker(self, seconds: float, dice: Random) -> bool:
        pid = dice.choice(self._house.machines).pid("worker")
        return self._hang([pid] if pid else [], seconds)

    def _hang_database(self, seconds: float) -> bool:
        postmaster = self._house.postmaster()
        return self._hang([postmaster, *self._backends()] if postmaster else [], seconds)

    def _hang(self, pids: list[int], seconds: float) -> bool:
        struck = [pid for pid in pids if _send(pid, signal.SIGSTOP)]
        self._wait(seconds)
        for pid in struck:
            _send(pid, signal.SIGCONT)
        return bool(struck)

    def _cut_database(self, seconds: float) -> bool:
        """Nobody gets a connection, and all that there are end: as when its machine starts anew."""
        where = self._house.socket()
        if where is None:
            return False
        away = where.with_name("away")
        where.rename(away)
        until = time.monotonic() + seconds
        while time.monotonic() < until and away.exists():
            for pid in self._backends():
                if _is_client(pid):
                    _send(pid, signal.SIGTERM)
            if self._wait(1.0):
                break
        with suppress(FileNotFoundError):
            away.rename(where)
        return True

    def _fill_disk(self, seconds: float) -> bool:
        filler = self._house.main.folder / "filler"
        left = shutil.disk_usage(self._house.main.folder).free
        with filler.open("wb") as file, suppress(OSError):
            os.posix_fallocate(file.fileno(), 0, left)
        with filler.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 4096)
        self._wait(seconds)
        filler.unlink()
        return True


def small_disk(folder: Path) -> bool:
    """Put a small file system into a folder, where that is allowed (root, Linux)."""
    if os.geteuid() != 0:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "guichet-chaos", str(folder)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


def let_go_of_disk(folder: Path) -> None:
    """Take it away again."""
    subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=False)


def _send(pid: int | None, number: signal.Signals) -> bool:
    if pid is None:
        return False
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def _is_client(pid: int) -> bool:
    try:
        return "guichet" in " ".join(psutil.Process(pid).cmdline())
    except psutil.Error:
        return False
