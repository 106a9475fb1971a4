"""Carries an act on, forward or back, a batch in a transaction: whoever kills it, the next one goes on.

A batch and the note that it is done are one transaction, and batches of one act take turns, so nothing is
changed twice and nothing is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from guichet.accounts.queries.viewer import viewer_of_member
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import discussions
from guichet.inbox.actions.note_bulk import note_end
from guichet.inbox.bulk_change import Change, apply, columns_of, value_of
from guichet.inbox.models import BulkAct, BulkKind, BulkState, Step

BATCH = 300
UNDER_WAY = (BulkState.RUNNING, BulkState.UNDOING)

# One statement notes a batch, whatever its rows were before.
NOTE = """
UPDATE bulk_change c SET step = r.step, before = r.before, changed_in = pg_current_xact_id()::text::bigint
FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS r(discussion_id, step, before)
WHERE c.account_id = %s AND c.act_id = %s AND c.discussion_id = r.discussion_id
"""
# The value, and the transaction that set it.
Found = Mapping[UUID, tuple[str, int]]


def run_bulk(act_id: UUID, asked_by: Viewer | None = None) -> None:
    """Work until the act is through; `asked_by` is who waits for it, None in a job."""
    while _batch(act_id, asked_by):
        pass


def _batch(act_id: UUID, asked_by: Viewer | None = None) -> bool:
    """One batch; False once nothing is left to do."""
    with transaction.atomic():
        under_way = BulkAct.objects.select_for_update(of=("self",)).filter(id=act_id, state__in=UNDER_WAY)
        act = under_way.select_related("member__person").first()
        if act is None:
            return False
        viewer = viewer_of_member(act.member)
        if not viewer.may_reply:
            return _end(act, BulkState.DROPPED, None)
        step, end, work = _direction(act)
        rows = act.changes.filter(step=step).order_by("discussion_id")
        picked = list(rows.values("discussion_id", "before", "changed_in")[:BATCH])
        if not picked:
            return _end(act, end, asked_by or viewer)
        work(act, viewer, picked)
        act.look_at = timezone.now()
        act.save(update_fields=["done", "restored", "look_at"])
        return True


def _direction(act: BulkAct) -> tuple[Step, BulkState, Callable[[BulkAct, Viewer, list[Any]], None]]:
    if act.state == BulkState.RUNNING:
        return Step.WAITING, BulkState.DONE, _change
    return Step.CHANGED, BulkState.UNDONE, _restore


def _end(act: BulkAct, state: BulkState, viewer: Viewer | None) -> bool:
    act.state, act.ended_at, act.look_at = state, timezone.now(), None
    act.save(update_fields=["state", "ended_at", "look_at"])
    note_end(act, viewer)
    return False


def _change(act: BulkAct, viewer: Viewer, picked: Sequence[dict[str, Any]]) -> None:
    """Rows that have the value already, and those that may not be seen any more, are left alone."""
    ids = [row["discussion_id"] for row in picked]
    found = _locked(viewer, act.kind, ids)
    changing = [row_id for row_id, (value, _) in found.items() if value != act.value]
    apply(viewer, Change(BulkKind(act.kind), act.value), changing)
    steps = dict.fromkeys(ids, Step.SAME) | dict.fromkeys(changing, Step.CHANGED)
    _note(act, steps, {row_id: value for row_id, (value, _) in found.items()})
    act.done += len(ids)


def _restore(act: BulkAct, viewer: Viewer, picked: Sequence[dict[str, Any]]) -> None:
    """Only rows whose value is still the one that this act set: nobody has changed them since."""
    before = {row["discussion_id"]: row["before"] for row in picked}
    ours = {row["discussion_id"]: (act.value, row["changed_in"]) for row in picked}
    found = _locked(viewer, act.kind, list(ours))
    restorable = [row_id for row_id, mine in ours.items() if found.get(row_id) == mine]
    for value in sorted({before[row_id] for row_id in restorable}):
        same = [row_id for row_id in restorable if before[row_id] == value]
        apply(viewer, Change(BulkKind(act.kind), value), same)
    _note(act, dict.fromkeys(ours, Step.KEPT) | dict.fromkeys(restorable, Step.RESTORED), before)
    act.restored += len(restorable)


def _locked(viewer: Viewer, kind: str, ids: Sequence[UUID]) -> Found:
    """As they are now, held in the order that the ingest holds them."""
    rows = discussions(viewer).filter(id__in=ids).select_for_update().order_by("id")
    columns = columns_of(kind)
    return {row[0]: (value_of(kind, row[1]), row[2]) for row in rows.values_list("id", *columns)}


def _note(act: BulkAct, steps: Mapping[UUID, Step], before: Mapping[UUID, str]) -> None:
    ids = list(steps)
    values = [[steps[row_id].value for row_id in ids], [before.get(row_id, "") for row_id in ids]]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [ids, *values, act.account_id, act.pk])
