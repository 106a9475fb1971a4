"""Changing all that match, as the page and the API ask for it, and taking it back."""

from itertools import pairwise
from time import perf_counter
from uuid import UUID

from django.db import connection

from bench.report.table import Table, ms
from bench.stage import Stage
from guichet.inbox.actions.change_many import change_all_matching
from guichet.inbox.actions.run_bulk import BATCH, run_bulk
from guichet.inbox.actions.undo_bulk import undo_bulk
from guichet.inbox.bulk_change import to_read
from guichet.inbox.models import BulkAct, Discussion
from guichet.inbox.queries.discussion_filter import DiscussionFilter

SIZES = (500, 10_000)
TRIGGER = "ALTER TABLE discussion {what} TRIGGER discussion_note"
UPDATE = (
    "UPDATE discussion SET is_read = NOT is_read, updated_at = now() WHERE account_id = %s AND id = ANY(%s)"
)
NOTE = (
    "`change_all_matching` to unread for read discussions of a span of time, committed, in this process: "
    "asked (ids found and noted; up to 500 are then done), carried on by the job in batches "
    f"of {BATCH}, taken back; milliseconds of the whole. Beside it one UPDATE of the same rows, with and "
    "without the trigger that notes the transaction; the index on `changed_in` is there in both."
)
COLUMNS = ("discussions", "UPDATE", "without the trigger", "asked", "done", "taken back")


def matched(stage: Stage) -> Table:
    """Some and very many."""
    table = Table("Changing all that match", NOTE, COLUMNS)
    for size in SIZES:
        read = Discussion.objects.filter(account_id=stage.viewer.account_id, is_read=True)
        newest = list(read.order_by("-last_message_at").values_list("id", "last_message_at")[: size + 1])
        if len(newest) <= size:
            continue
        print(f"  all that match: {size}", flush=True)
        wanted = DiscussionFilter(is_read=True, last_message_after=newest[size][1])
        updates = _updates([row_id for row_id, _ in newest[:size]], stage)
        table.rows.append([f"{size:,}", *map(ms, [*updates, *_acts(stage, wanted)])])
    return table


def _updates(ids: list[UUID], stage: Stage) -> list[float]:
    """One UPDATE there and back, with the trigger and without; the quicker of the two."""
    found = []
    with connection.cursor() as cursor:
        for what in ("ENABLE", "DISABLE"):
            cursor.execute(TRIGGER.format(what=what))
            found.append(min(_timed(cursor, ids, stage) for _ in range(4)))
        cursor.execute(TRIGGER.format(what="ENABLE"))
    return found


def _timed(cursor: object, ids: list[UUID], stage: Stage) -> float:
    started = perf_counter()
    cursor.execute(UPDATE, [stage.viewer.account_id, ids])  # type: ignore[attr-defined]
    return (perf_counter() - started) * 1_000


def _acts(stage: Stage, wanted: DiscussionFilter) -> list[float]:
    moments = [perf_counter()]
    act = change_all_matching(stage.viewer, wanted, to_read(is_read=False))
    moments.append(perf_counter())
    run_bulk(act.pk)
    moments.append(perf_counter())
    undo_bulk(stage.viewer, act.pk)
    run_bulk(act.pk)
    moments.append(perf_counter())
    act.refresh_from_db()
    assert act.restored == act.total, "all came back"
    BulkAct.objects.filter(id=act.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'bulk.run'")
    return [(end - begin) * 1_000 for begin, end in pairwise(moments)]
