"""Processor time of processes, from the kernel (proc(5)); Linux only."""

import os
from collections.abc import Iterator
from pathlib import Path

BACKENDS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
"""
TICK = os.sysconf("SC_CLK_TCK")


def processor_seconds(pids: Iterator[int]) -> float:
    """User and system time of these processes together; one that ended meanwhile counts nothing."""
    return sum(map(_seconds_of, pids))


def database_processes() -> Iterator[int]:
    """The backends of our database: each of its connections is a process."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BACKENDS)
        yield from (pid for (pid,) in cursor.fetchall())


def _seconds_of(pid: int) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    # utime and stime are fields 14 and 15 of proc(5); two stand before the name's end.
    return (int(after_name[11]) + int(after_name[12])) / TICK
