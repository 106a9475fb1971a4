"""Takes a change of many discussions back."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import NO_SUCH_ACT, bulk_acts
from guichet.inbox.actions.note_bulk import note_begin
from guichet.inbox.actions.run_bulk import run_bulk
from guichet.inbox.models import BulkAct, BulkState, Step
from guichet.inbox.outbox import wake_bulk

WITHIN = timedelta(minutes=10)
AT_ONCE = 500


def undo_bulk(viewer: Viewer, act_id: UUID) -> BulkAct:
    """Give each discussion back what it had before, but those that somebody changed since; stop what runs.

    Asking twice is asking once. RefusalError NOT_FOUND for an act that is not the viewer's own, CONFLICT ten
    minutes after its end. The act is UNDONE when it is given back, or UNDOING in a job.
    """
    viewer.must_reply()
    with transaction.atomic():
        act = bulk_acts(viewer).select_for_update(of=("self",)).filter(id=act_id).first()
        if act is None:
            raise refuse(ErrorCode.NOT_FOUND, NO_SUCH_ACT, "id")
        if act.state in (BulkState.RUNNING, BulkState.DONE):
            _turn_back(viewer, act)
    act.refresh_from_db()
    return act


def may_undo(act: BulkAct) -> bool:
    """Whether it would be taken back now."""
    return act.state in (BulkState.RUNNING, BulkState.DONE) and not _is_too_late(act)


def _is_too_late(act: BulkAct) -> bool:
    return act.ended_at is not None and act.ended_at < timezone.now() - WITHIN


def _turn_back(viewer: Viewer, act: BulkAct) -> None:
    if _is_too_late(act):
        message = _("This was done more than ten minutes ago and cannot be taken back as a whole any more.")
        raise refuse(ErrorCode.CONFLICT, message, "id")
    act.state, act.look_at, act.ended_at = BulkState.UNDOING, timezone.now(), None
    act.save(update_fields=["state", "look_at", "ended_at"])
    if act.changes.filter(step=Step.CHANGED).count() <= AT_ONCE:
        run_bulk(act.pk, viewer)
    else:
        wake_bulk(act.pk)
        note_begin(viewer, act)
