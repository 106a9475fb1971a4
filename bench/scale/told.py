"""The figures of a measurement in the words of its table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.scale.figures import Figures
from bench.scale.plan import Plan

if TYPE_CHECKING:
    from bench.scale.window import Most

NOTE = (
    "Channels of 5 to an account at 40 Mirakl marketplaces, all played by one light process (not counted) "
    "that answers M11 after {plan.answer_ms} ms; {plan.rate:g} times a second a customer writes somewhere. "
    "Each number of workers in an installation of its own, {plan.seconds} s after {plan.warm} s of warming "
    "up. Delay in seconds: from the message at the marketplace to its row, of messages written at least "
    "the interval and 30 s before the end; missing: how many of those were not there. Overdue: by how many "
    "seconds the channel that waited longest was late, at its worst. Cores kept busy: by the workers, by "
    "PostgreSQL with all its processes, and of that by the queue's own connections. Queue rows: written and "
    "removed in procrastinate's tables for each poll; dead: those not yet vacuumed at the end; MB: on disk."
)


def columns(
    plan: Plan, before: Figures, after: Figures, most: "Most", delays: tuple[float, ...]
) -> dict[str, str]:
    """One row, by the names of its columns."""
    seconds, polls = after.at - before.at, max(after.calls - before.calls, 1)
    spent = after.workers + after.database - before.workers - before.database
    came, middle, high, longest, missing = delays
    return {
        "workers": str(plan.workers),
        "polls a second": f"{polls / seconds:.1f}",
        "messages": f"{came:.0f}",
        "delay p50": f"{middle:.0f}",
        "p95": f"{high:.0f}",
        "longest": f"{longest:.0f}",
        "missing": f"{missing:.0f}",
        "overdue": f"{most.overdue:.0f}",
        "cores: workers": f"{(after.workers - before.workers) / seconds:.2f}",
        "PostgreSQL": f"{(after.database - before.database) / seconds:.2f}",
        "queue": f"{(after.queue - before.queue) / seconds:.2f}",
        "ms CPU a poll": f"{spent / polls * 1000:.1f}",
        "connections": str(most.connections),
        "transactions a poll": f"{(after.transactions - before.transactions) / polls:.1f}",
        "WAL kB a poll": f"{(after.wal - before.wal) / polls / 1000:.1f}",
        "queue rows a poll": f"{(after.rows - before.rows) / polls:.1f}",
        "dead": str(after.dead),
        "MB": f"{after.size / 1e6:.1f}",
    }


COLUMNS: Sequence[str] = (
    "workers", "polls a second", "messages", "delay p50", "p95", "longest", "missing", "overdue",
    "cores: workers", "PostgreSQL", "queue", "ms CPU a poll", "connections", "transactions a poll",
    "WAL kB a poll", "queue rows a poll", "dead", "MB",
)  # fmt: skip


def row(told: dict[str, str]) -> list[str]:
    """In the order of the table."""
    return [told[name] for name in COLUMNS]
