"""One run: what was received and threaded a second, and what each process spent on it."""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from bench.report.table import Table

PATIENCE = 600.0
_TICK = os.sysconf("SC_CLK_TCK")


def measured(send: Sequence[str], count: int, parts: Sequence[int]) -> Table:
    """Run the sender and wait until every mail is a message; `parts` are the receiver and the worker."""
    before = [_cpu(pid) for pid in parts]
    database = _postgres_cpu()
    with subprocess.Popen(send, stdout=subprocess.PIPE, text=True) as sender:
        assert sender.stdout is not None
        taken = json.loads(sender.stdout.readline())
    received = taken[-1] - taken[0]
    threaded = _wait(count) - taken[0]
    spent = [(_cpu(pid) - earlier) * 1000 / count for pid, earlier in zip(parts, before, strict=True)]
    table = Table(
        "Received and threaded", "",
        ("mails", "received, s", "received a second", "threaded, s", "threaded a second",
         "receiver CPU", "worker CPU", "PostgreSQL CPU"),
    )  # fmt: skip
    rows = (_postgres_cpu() - database) * 1000 / count
    table.rows.append([
        f"{count:,}", f"{received:.1f}", f"{count / received:.0f}", f"{threaded:.1f}",
        f"{count / threaded:.0f}", f"{spent[0]:.2f}", f"{spent[1]:.2f}", f"{rows:.2f}",
    ])  # fmt: skip
    return table


def _wait(count: int) -> float:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM raw_mail WHERE state = 'NEW'")
            (waiting,) = cursor.fetchone()
            if not waiting:
                now = time.time()
                cursor.execute("SELECT count(*), count(DISTINCT discussion_id) FROM message")
                messages, discussions = cursor.fetchone()
                if messages != count:
                    raise SystemExit(f"{count} mails became {messages} messages in {discussions} discussions")
                return now
        time.sleep(0.1)
    raise SystemExit("the mails were not read in time")


def _cpu(pid: int | str) -> float:
    """Seconds of a process and of the children it has waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return sum(int(field) for field in fields[11:15]) / _TICK


def _postgres_cpu() -> float:
    """Seconds of the whole database server, its ended sessions included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    stat = Path(f"/proc/{backend}/stat").read_text()
    parent = int(stat.rpartition(") ")[2].split()[1])
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return sum(_cpu(pid) for pid in (str(parent), *children) if Path(f"/proc/{pid}").exists())
