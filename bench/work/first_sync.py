"""The first synchronisation of a channel, end to end."""

from time import perf_counter, process_time
from uuid import UUID

from django.db import connection

from bench.measure.processor import database_processes, processor_seconds
from bench.rehearsal import rehearsal
from bench.report.table import Table
from bench.stage import Stage
from bench.work.guests import forget
from guichet.accounts.models import Channel
from guichet.sync.activate import activate_channel
from guichet.sync.pull import continue_import, synchronise

# A seller with a history among many discussions, a small one among few.
THREADS, THREADS_OF_MANY, MANY, MESSAGES_EACH = 2_000, 20_000, 100_000, 5
PATIENCE = 600.0
NOTE = (
    "`guichet.sync.pull.synchronise` against the rehearsal operator over HTTP, and the import's further "
    "stretches until it is through: M11 pages of 100 threads of 5 messages, parsing, ingest, an order each "
    "by OR11. The operator runs beside it on the same cores. The second run finds nothing new. Processor "
    "milliseconds a message: of this process and of PostgreSQL's, not the operator's."
)
COLUMNS = ("run", "messages", "seconds", "messages a second", "ms CPU here", "ms CPU PostgreSQL")


def synchronised(stage: Stage) -> Table:
    """Ten or a hundred thousand messages with their orders."""
    table = Table("First synchronisation", NOTE, COLUMNS)
    store = UUID(stage.world.store_ids[0])
    threads = THREADS_OF_MANY if stage.options.size >= MANY else THREADS
    with rehearsal(threads, MESSAGES_EACH) as credentials:
        channel = activate_channel(stage.viewer, store, "mirakl-other", credentials)
        try:
            for run in ("first", "second"):
                table.rows.append(_run(run, channel.pk))
        finally:
            forget(channel.pk)
    return table


def _run(name: str, channel_id: UUID) -> list[str]:
    print(f"  {name} synchronisation", flush=True)
    before = _messages(channel_id)
    here, database = process_time(), processor_seconds(database_processes())
    started = perf_counter()
    synchronise(channel_id)
    while not _is_through(channel_id, started):
        continue_import(channel_id)
    seconds = perf_counter() - started
    here, database = process_time() - here, processor_seconds(database_processes()) - database
    brought = _messages(channel_id) - before
    told = [name, f"{brought:,}", f"{seconds:.2f}"]
    if not brought:
        return [*told, "", "", ""]
    each = [f"{spent / brought * 1_000:.3f}" for spent in (here, database)]
    return [*told, f"{brought / seconds:,.0f}", *each]


def _is_through(channel_id: UUID, started: float) -> bool:
    channel = Channel.objects.get(id=channel_id)
    if perf_counter() - started > PATIENCE:
        raise SystemExit(f"the import was not through in time: {channel.backfill_trouble or 'no error'}")
    return channel.backfill_done_at is not None


def _messages(channel_id: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(message_count), 0) FROM discussion WHERE channel_id = %s", [channel_id]
        )
        (count,) = cursor.fetchone()
        return int(count)
