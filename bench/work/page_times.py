"""How long pages take, one after the other, and what they cost."""

from collections.abc import Callable, Sequence
from time import perf_counter, process_time

from bench.measure.processor import database_processes, processor_seconds
from bench.report.table import ms

Call = Callable[[], object]
COLUMNS = (
    "work", "pages", "messages a second", "page p50", "page p95", "ms CPU here", "ms CPU PostgreSQL",
)  # fmt: skip


def page_times(name: str, pages: Sequence[Call], messages: int) -> list[str]:
    """The row of a table: `pages` take one page in each, `messages` in all."""
    print(f"  {name}", flush=True)
    here, database = process_time(), _database_seconds()
    durations = sorted(map(_milliseconds, pages))
    here, database = process_time() - here, _database_seconds() - database
    a_second = messages / sum(durations) * 1_000
    p50, p95 = durations[len(durations) // 2], durations[int(len(durations) * 0.95)]
    costs = [f"{seconds / messages * 1_000:.3f}" for seconds in (here, database)]
    return [name, str(len(pages)), f"{a_second:,.0f}", ms(p50), ms(p95), *costs]


def _milliseconds(page: Call) -> float:
    started = perf_counter()
    page()
    return (perf_counter() - started) * 1_000


def _database_seconds() -> float:
    return processor_seconds(database_processes())
