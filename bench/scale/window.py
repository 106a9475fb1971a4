"""Watches a running installation for a while."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.scale.figures import Figures, figures
from bench.scale.marketplaces import Played
from bench.scale.plan import Plan
from bench.scale.told import columns

LOOK_SECONDS = 5.0
NOW = """
SELECT extract(epoch FROM now() - min(next_sync_at)), count(*) FILTER (WHERE next_sync_at < now()),
    (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
     AND backend_type = 'client backend' AND pid <> pg_backend_pid()),
    (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing'))
FROM channel WHERE is_enabled
"""
DELAYS = """
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY delay),
    percentile_cont(0.95) WITHIN GROUP (ORDER BY delay), max(delay)
FROM (SELECT extract(epoch FROM created_at - sent_at)::float AS delay FROM message
      WHERE sent_at BETWEEN %s AND %s) said
"""


@dataclass(slots=True)
class Most:
    """The highest of what was seen at each look."""

    overdue: float = 0.0
    waiting: int = 0
    connections: int = 0
    jobs: int = 0

    def see(self) -> None:
        """Look once."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(NOW)
            overdue, waiting, connections, jobs = cursor.fetchone()
        self.overdue = max(self.overdue, float(overdue or 0))
        self.waiting, self.jobs = max(self.waiting, waiting), max(self.jobs, jobs)
        self.connections = max(self.connections, connections)


def watch(plan: Plan, folder: Path, workers: Sequence[int], played: Played) -> dict[str, str]:
    """Measure for the plan's time, then ask how late the messages came that could have come by then."""
    from django.utils import timezone

    most, began, before = Most(), timezone.now(), figures(folder, workers, played)
    while time.monotonic() < before.at + plan.seconds:
        time.sleep(LOOK_SECONDS)
        most.see()
    after = figures(folder, workers, played)
    return columns(plan, before, after, most, _delays(plan, began, timezone.now(), played))


def _delays(plan: Plan, began: datetime, ended: datetime, played: Played) -> tuple[float, ...]:
    """How many, median, 95 % and longest in seconds, and how many are missing of those written meanwhile."""
    from django.db import connection

    last = ended - timedelta(seconds=plan.interval + 30)
    with connection.cursor() as cursor:
        cursor.execute(DELAYS, [began, last])
        came, *delays = cursor.fetchone()
    written = played.written_between(began.timestamp(), last.timestamp())
    return came, *(delay or 0.0 for delay in delays), written - came


__all__ = ["Figures", "Most", "watch"]
