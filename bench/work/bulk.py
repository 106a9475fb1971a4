"""Changing many discussions at once."""

from collections.abc import Sequence
from itertools import cycle
from uuid import UUID

from bench.measure.repeat import repeat
from bench.measure.statements import Statement, bare_call
from bench.report.table import Table, ms
from bench.stage import Stage
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.models import Discussion, DiscussionStatus

SIZES = (1, 500, 10_000)
NOTE = (
    "The action `set_status`, committed, in this process; each call turns the same discussions from open "
    "to pending or back. Bare SQL: one UPDATE of the same rows, committed too."
)
UPDATE = "UPDATE discussion SET status = %s, updated_at = now() WHERE account_id = %s AND id = ANY(%s)"


def changed(stage: Stage) -> Table:
    """One, some, and very many."""
    table = Table("Changing the status", NOTE, ("discussions", "bare SQL p50", "p50", "p95", "× SQL"))
    for size in SIZES:
        ids = _solved(stage, size)
        if len(ids) < size:
            continue
        print(f"  status of {size}", flush=True)
        table.rows.append([f"{size:,}", *_figures(stage, ids)])
        Discussion.objects.filter(id__in=ids).update(status=DiscussionStatus.SOLVED)
    return table


def _solved(stage: Stage, size: int) -> list[UUID]:
    rows = Discussion.objects.filter(account_id=stage.viewer.account_id, status=DiscussionStatus.SOLVED)
    return list(rows.order_by("-last_message_at").values_list("id", flat=True)[:size])


def _figures(stage: Stage, ids: Sequence[UUID]) -> list[str]:
    turns = cycle((DiscussionStatus.OPEN, DiscussionStatus.PENDING))
    action = repeat(lambda: set_status(stage.viewer, ids, next(turns)), stage.options.seconds)

    def update() -> object:
        values = (next(turns).value, stage.viewer.account_id, list(ids))
        return bare_call(stage.bare, [Statement(UPDATE, values)])()

    bare = repeat(update, stage.options.seconds)
    return [ms(bare.p50), ms(action.p50), ms(action.p95), f"{action.p50 / bare.p50:.1f}"]
