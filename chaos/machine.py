"""One machine: a data folder, and processes of `guichet` that a service manager starts again."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil


class Machine:
    """`arguments` of each service by its name. What it says goes into `log`."""

    def __init__(self, folder: Path, log: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = dict(environment) | {"GUICHET_DATA_DIR": str(folder)}
        self.restarts = 0
        self._log = log.open("ab")
        self._services: dict[str, tuple[Sequence[str], subprocess.Popen[bytes]]] = {}
        self._ending = threading.Event()
        self._manager = threading.Thread(target=self._manage, name=f"manager:{folder.name}", daemon=True)

    def start(self, *arguments: str) -> None:
        """Run a service from now on; its name is its first argument."""
        self._services[arguments[0]] = arguments, self._run(arguments)
        if not self._manager.is_alive():
            self._manager.start()

    def run(self, *arguments: str) -> str:
        """One command to its end; what it printed."""
        command = [sys.executable, "-m", "guichet", *arguments]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, check=True, text=True)
        return done.stdout

    def pid(self, name: str) -> int | None:
        """The process of a service, or of the part of `guichet serve` with this name."""
        if name in self._services:
            return self._services[name][1].pid
        above = self._services["serve"][1].pid
        try:
            children = psutil.Process(above).children()
            found = [child.pid for child in children if child.cmdline()[3:4] == [name]]
        except psutil.Error:
            return None
        return found[0] if found else None

    def end(self) -> list[int]:
        """SIGTERM to all; with which codes they ended."""
        self._ending.set()
        self._manager.join()
        processes = [process for _, process in self._services.values()]
        for process in processes:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(30) for process in processes]
        self._log.close()
        return codes

    def left_over(self) -> list[int]:
        """Processes that still work with this folder."""
        mine = str(self.folder).encode()
        return [pid for pid in psutil.pids() if pid != os.getpid() and mine in _words_of(pid)]

    def _run(self, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "guichet", *arguments], env=self.environment, start_new_session=True,
            stdout=self._log, stderr=self._log,
        )  # fmt: skip

    def _manage(self) -> None:
        """As a service manager does: what ended is started again a second later."""
        while not self._ending.wait(1.0):
            for name, (arguments, process) in list(self._services.items()):
                if process.poll() is not None:
                    self.restarts += 1
                    self._services[name] = arguments, self._run(arguments)


def _words_of(pid: int) -> bytes:
    entry = Path("/proc") / str(pid)
    try:
        return (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
    except OSError:
        return b""
