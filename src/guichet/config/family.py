"""The child processes of `guichet serve`: started, watched, and ended together."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

log = logging.getLogger("guichet.serve")

# Together with stopping the database this stays under the 10 s that a service manager gives.
END_SECONDS = 7.0
RESTART_SECONDS = 1.0
# A part that dies this often within a minute will not be cured by another start.
DEATHS_A_MINUTE = 5
SUPERVISED = "GUICHET_SUPERVISED"


class PartKeepsDyingError(Exception):
    """A part of Guichet dies again and again; the message says which and where to look."""


@dataclass(slots=True)
class Part:
    """One command that runs as a child."""

    arguments: Sequence[str]
    process: "subprocess.Popen[bytes]"
    deaths: list[float] = field(default_factory=list)


class Family:
    """Children that run until `end`; one that dies is started again, unless it dies too often."""

    def __init__(
        self, commands: Sequence[Sequence[str]], environment: Mapping[str, str] | None = None
    ) -> None:
        self._environment = dict(os.environ) | dict(environment or {}) | {SUPERVISED: str(os.getpid())}
        self._ending = threading.Event()
        self._parts = [Part(command, self._start(command)) for command in commands]

    def watch(self, beside: Callable[[], None] = lambda: None) -> None:
        """Return once a signal asked for the end; PartKeepsDyingError when a part cannot live.

        `beside` is called again and again, and must not take long.
        """
        while not self._ending.wait(0.2):
            beside()
            for part in self._parts:
                if part.process.poll() is not None:
                    self._revive(part)

    def ask_to_end(self, *_: object) -> None:
        """A signal handler: `watch` returns soon after."""
        self._ending.set()

    def end(self) -> None:
        """SIGTERM to all, SIGKILL to those that have not ended in time; nobody is left."""
        for part in self._parts:
            if part.process.poll() is None:
                part.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        for part in self._parts:
            try:
                part.process.wait(max(0.05, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("guichet %s did not end in time and is killed", part.arguments[0])
                part.process.kill()
                part.process.wait()

    def _start(self, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        # A group of its own: Ctrl-C in a terminal reaches us alone, and we end the children in order.
        return subprocess.Popen(
            [sys.executable, "-m", "guichet", *arguments], env=self._environment, start_new_session=True
        )

    def _revive(self, part: Part) -> None:
        now = time.monotonic()
        part.deaths = [*(death for death in part.deaths if death > now - 60), now]
        name, code = part.arguments[0], part.process.returncode
        if len(part.deaths) >= DEATHS_A_MINUTE:
            raise PartKeepsDyingError(
                f"`guichet {name}` keeps ending with code {code}; its own lines above say why."
            )
        log.warning("guichet %s ended with code %s and is started again", name, code)
        if not self._ending.wait(RESTART_SECONDS):
            part.process = self._start(part.arguments)
