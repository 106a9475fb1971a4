"""What the figures were measured on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from django.db import connection

from bench.data.world import World


def description(world: World) -> str:
    """The machine, and how much it holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), count(*) FROM message")
        version, messages = cursor.fetchone()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, "
        f"PostgreSQL {version} (embedded, its own settings). {world.discussions:,} discussions "
        f"of one account ({messages:,} messages in all{_copied(world)}), seed {world.seed}, "
        f"loaded in {world.seconds:.0f} s."
    )


def _copied(world: World) -> str:
    return f"; {world.copies} of {world.copies + 1} are copies with one message" if world.copies else ""


class State(NamedTuple):
    """What the machine has for others: processes that want a core, and the pace, in ms."""

    load: float
    pace: float


def _pace() -> float:
    """How long a million multiplications take in Python, in ms: a shared host gives more time or less."""
    started = perf_counter()
    for number in range(1_000_000):
        number * number
    return (perf_counter() - started) * 1_000


def state() -> State:
    """Of this moment."""
    return State(os.getloadavg()[0], _pace())


def stamp(before: State) -> str:
    """When, from which commit, beside how much other work, and how fast the machine was."""
    after = state()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_commit()}, "
        f"load {before.load:.1f} before and {after.load:.1f} after, "
        f"pace {before.pace:.0f} and {after.pace:.0f} ms."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    return f"{git('rev-parse', '--short', 'HEAD') or 'unknown'}{'+' if git('status', '--porcelain') else ''}"
