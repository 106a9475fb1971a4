"""The first synchronisation of a channel, end to end."""

from time import perf_counter
from uuid import UUID

from django.db import connection

from bench.rehearsal import rehearsal
from bench.report.table import Table
from bench.stage import Stage
from bench.work.guests import forget
from guichet.sync.activate import activate_channel
from guichet.sync.pull import synchronise

THREADS, MESSAGES_EACH = 2_000, 5
NOTE = (
    "`guichet.sync.pull.synchronise` against the rehearsal operator over HTTP: M11 pages of 100 threads, "
    "parsing, ingest, orders by OR11. The operator runs beside it on the same cores. The second run finds"
    " nothing new."
)


def synchronised(stage: Stage) -> Table:
    """Ten thousand messages with their orders."""
    table = Table("First synchronisation", NOTE, ("run", "messages", "seconds", "messages a second"))
    store = UUID(stage.world.store_ids[0])
    with rehearsal(THREADS, MESSAGES_EACH) as credentials:
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
    started = perf_counter()
    synchronise(channel_id)
    seconds = perf_counter() - started
    brought = _messages(channel_id) - before
    return [name, f"{brought:,}", f"{seconds:.2f}", f"{brought / seconds:,.0f}" if brought else ""]


def _messages(channel_id: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(message_count), 0) FROM discussion WHERE channel_id = %s", [channel_id]
        )
        (count,) = cursor.fetchone()
        return int(count)
