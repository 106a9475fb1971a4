"""`python -m bench.connectors [--write]`: measures each connector on its rehearsal marketplace."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time, thread_time

from bench.connectors.rehearsals import LAYOUT, PLAIN, Rehearsed, fnac_darty, mirakl, rakuten_fr
from bench.report.machine import stamp, state
from bench.report.results import write_section
from bench.report.table import Table, ms
from guichet.platforms.port import RawPage

DISCUSSIONS, MESSAGES, TIMES = 300, 4, 40
# Of each item that Rakuten is asked for, a page of its own: fewer tell as much.
ITEMS = 50
AIM_PAGE, AIM_POLL = 150, 5
PAGES_NOTE = (
    f"Connector.parse, from bytes to frozen values: {DISCUSSIONS} discussions of {MESSAGES} messages in "
    f"plain text or HTML, processor milliseconds; the least and the median of {TIMES}. Mirakl gives at "
    f"most 100 a page, so this is three of its pages. The aim is {AIM_PAGE} ms."
)
POLLS_NOTE = (
    "Connector.pages from a cursor behind which nothing changed, over HTTP, on a kept connection: calls the "
    "marketplace counted, and processor milliseconds of our thread alone. The aim is one call and "
    f"{AIM_POLL} ms."
)


def main(arguments: Sequence[str]) -> None:
    """Measure, print, and keep where `--write` asks for it."""
    before = state()
    tables = [_pages(), _polls()]
    for table in tables:
        table.stamp = stamp(before)
        print(table.text())
    if "--write" in arguments:
        write_section("Connectors", tables)


def _pages() -> Table:
    table = Table("A page of 300 discussions", PAGES_NOTE, ("page", "kB", "least", "p50"))
    for words, body in (("plain text", PLAIN), ("HTML", LAYOUT)):
        for rehearse, count in ((mirakl, DISCUSSIONS), (fnac_darty, DISCUSSIONS)):
            with rehearse(count, MESSAGES, body) as rehearsed:
                table.rows.append(_read(rehearsed, f"{rehearsed.name}, {words}"))
    return table


def _read(rehearsed: Rehearsed, name: str) -> list[str]:
    pages = [page.body for page in _pull(rehearsed, None)]

    def read() -> None:
        for body in pages:
            rehearsed.connector.parse(body)

    durations = _durations(read, process_time)
    return [name, f"{sum(map(len, pages)) / 1000:.0f}", ms(min(durations)), ms(median(durations))]


def _polls() -> Table:
    table = Table("A poll that finds nothing", POLLS_NOTE, ("connector", "calls", "least", "p50"))
    for rehearse in (mirakl, fnac_darty, rakuten_fr):
        with rehearse(ITEMS, 1, PLAIN) as rehearsed:
            table.rows.append(_poll(rehearsed))
    return table


def _poll(rehearsed: Rehearsed) -> list[str]:
    cursor = _settled(rehearsed)
    before = rehearsed.calls.count()
    durations = _durations(lambda: _pull(rehearsed, cursor), thread_time)
    calls = (rehearsed.calls.count() - before) / TIMES
    return [rehearsed.name, f"{calls:.2g}", ms(min(durations)), ms(median(durations))]


def _settled(rehearsed: Rehearsed) -> str | None:
    """The cursor once everything was read; the first poll after it may still look back."""
    cursor = None
    for _ in range(3):
        for page in _pull(rehearsed, cursor):
            cursor = page.cursor
    return cursor


def _pull(rehearsed: Rehearsed, cursor: str | None) -> list[RawPage]:
    return list(rehearsed.connector.pages(cursor, datetime.now(UTC) - timedelta(days=90)))


def _durations(work: Callable[[], object], clock: Callable[[], float]) -> list[float]:
    found = []
    for _ in range(TIMES):
        started = clock()
        work()
        found.append((clock() - started) * 1_000)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
