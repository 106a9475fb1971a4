"""What it costs the ingest that each row notes the transaction that changed it (decision 0009)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from django.db import connection

from bench.data.threads import threads
from bench.report.table import Table, ms
from bench.stage import Stage
from bench.work.guests import guest_channel
from guichet.accounts.models import Channel
from guichet.inbox.ingest import ingest_threads
from guichet.platforms.port import Thread

PAGE, ROUNDS, BLOCK = 100, 4, 4
TRIGGERS = (("discussion", "discussion_note"), ("message", "message_note"))
INDEXES = {
    "discussion_changed": "discussion (account_id, changed_in)",
    "message_changed": "message (account_id, changed_in)",
}
NOTE = (
    "`ingest_threads` with pages of 100 threads of 5 messages, committed: new ones, then the same again. "
    f"With triggers and indexes as they are, and without both; {ROUNDS} turns of {BLOCK} pages each, median "
    "of a page."
)


def noted(stage: Stage) -> Table:
    """Pages with and without, in turns."""
    table = Table("Noting changes", NOTE, ("work", "with", "without"))
    made = list(threads(2 * ROUNDS * BLOCK * PAGE, 5, 11, datetime.now(UTC)))
    pages = [made[start : start + PAGE] for start in range(0, len(made), PAGE)]
    found: dict[tuple[str, bool], list[float]] = {}
    with guest_channel(stage) as channel:
        try:
            for place in range(0, len(pages), BLOCK):
                notes = place // BLOCK % 2 == 0
                _switch(notes=notes)
                for work in ("new threads", "the same again"):
                    durations = [_timed(channel, page) for page in pages[place : place + BLOCK]]
                    found.setdefault((work, notes), []).extend(durations)
        finally:
            _switch(notes=True)
    for work in ("new threads", "the same again"):
        table.rows.append([work, *(ms(median(found[work, notes])) for notes in (True, False))])
    return table


def _timed(channel: Channel, page: Sequence[Thread]) -> float:
    started = perf_counter()
    ingest_threads(channel, page)
    return (perf_counter() - started) * 1_000


def _switch(*, notes: bool) -> None:
    """Triggers and indexes on or off."""
    with connection.cursor() as cursor:
        for table, trigger in TRIGGERS:
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if notes else 'DISABLE'} TRIGGER {trigger}")
        for name, columns in INDEXES.items():
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
            if notes:
                cursor.execute(f"CREATE INDEX {name} ON {columns}")
