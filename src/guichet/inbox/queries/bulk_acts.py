"""How a change of many discussions goes."""

from dataclasses import dataclass
from uuid import UUID

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import NO_SUCH_ACT, bulk_acts
from guichet.inbox.models import BulkAct, BulkState, Step

NAMED = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act's discussions; `kept` were changed by somebody since, so undoing left them."""

    changed: int
    kept: int
    kept_ids: tuple[UUID, ...]


def bulk_act(viewer: Viewer, act_id: UUID) -> BulkAct:
    """One of the viewer's own acts; RefusalError NOT_FOUND otherwise."""
    act = bulk_acts(viewer).filter(id=act_id).first()
    if act is None:
        raise refuse(ErrorCode.NOT_FOUND, NO_SUCH_ACT, "id")
    return act


def outcome_of(act: BulkAct) -> Outcome:
    """Counted from its rows; `kept_ids` names 200 of them at most."""
    kept = act.changes.filter(step=Step.KEPT)
    changed = act.changes.filter(step__in=[Step.CHANGED, Step.RESTORED, Step.KEPT]).count()
    ids = tuple(kept.values_list("discussion_id", flat=True)[:NAMED])
    return Outcome(changed, len(ids) if len(ids) < NAMED else kept.count(), ids)


def is_under_way(act: BulkAct) -> bool:
    """Whether a job still works on it."""
    return act.state in (BulkState.RUNNING, BulkState.UNDOING)
