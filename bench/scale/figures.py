"""What the processes and the database have spent so far; a measurement is the difference of two."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measure.processor import TICK, processor_seconds
from bench.scale.marketplaces import Played

QUEUE = """
SELECT sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del), sum(n_dead_tup),
    sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables WHERE relname LIKE 'procrastinate%%'
"""
DATABASE = """
SELECT xact_commit + xact_rollback, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')
FROM pg_stat_database WHERE datname = current_database()
"""
# As guichet.config.postgres.queue names them.
QUEUE_BACKENDS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'guichet queue'"


@dataclass(frozen=True, slots=True)
class Figures:
    """At one moment. Processor times are seconds, sizes bytes."""

    at: float
    calls: int
    workers: float
    database: float
    queue: float
    rows: int
    dead: int
    size: int
    transactions: int
    wal: int


def figures(folder: Path, workers: Sequence[int], played: Played) -> Figures:
    """Now."""
    (inserted, updated, deleted, dead, size), (transactions, wal) = _row(QUEUE), _row(DATABASE)
    return Figures(
        time.monotonic(), played.calls(), processor_seconds(iter(workers)), _server_seconds(folder),
        processor_seconds(iter(_column(QUEUE_BACKENDS))), int(inserted + updated + deleted), int(dead),
        int(size), int(transactions), int(wal),
    )  # fmt: skip


def _server_seconds(folder: Path) -> float:
    """The server with all its processes, those that have ended among them."""
    first = int(next(folder.glob("postgres/**/postmaster.pid")).read_text().split()[0])
    stat = Path(f"/proc/{first}/stat").read_text().rsplit(")", 1)[1].split()
    return processor_seconds(_family(first)) + (int(stat[13]) + int(stat[14])) / TICK


def _family(first: int) -> Iterator[int]:
    yield first
    yield from map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())


def _row(statement: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, [])
        return cursor.fetchone()


def _column(statement: str) -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, [])
        return [value for (value,) in cursor.fetchall()]
