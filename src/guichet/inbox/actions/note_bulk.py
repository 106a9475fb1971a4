"""Notes in the audit what an act on many discussions is about, and what came of it."""

from typing import Any

from django.db.models import Count

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.note_changes import MOST_NAMED, told
from guichet.inbox.models import BulkAct, BulkKind, BulkState, Step

VERBS = {BulkKind.STATUS: "discussion.set_status", BulkKind.READ: "discussion.set_read"}
BACK = "bulk_act.undo"


def note_begin(viewer: Viewer, act: BulkAct) -> None:
    """A job will do it: what comes of it is told when it ends."""
    verb = BACK if act.state == BulkState.UNDOING else VERBS[BulkKind(act.kind)]
    said = {"value": act.value, "total": act.total, "state": act.state}
    record(viewer, verb, "bulk_act", act.pk, None, said)


def note_end(act: BulkAct, viewer: Viewer | None) -> None:
    """What was changed, or given back; nothing where nothing was. Without a viewer Guichet ended it."""
    verb = VERBS[BulkKind(act.kind)] if act.state == BulkState.DONE else BACK
    if act.state == BulkState.DROPPED:
        verb = "bulk_act.drop"
    count, was = _changed(act)
    if count or viewer is None:
        said = {"value": act.value, "count": count, "state": act.state}
        record(viewer, verb, "bulk_act", act.pk, was, said, account_id=act.account_id)


def _changed(act: BulkAct) -> tuple[int, dict[str, Any]]:
    """The discussions by the value that they had before the act."""
    rows = act.changes.filter(step=Step.RESTORED if act.state == BulkState.UNDONE else Step.CHANGED)
    if act.total > MOST_NAMED:
        counts = dict(rows.values_list("before").annotate(count=Count("id")))
        return sum(counts.values()), counts
    was = dict(rows.values_list("discussion_id", "before"))
    return len(was), told(was)
