"""What the figures were measured on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

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


def stamp(load_before: float) -> str:
    """When, from which commit, and beside how much other work."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_commit()}, "
        f"load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after."
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
