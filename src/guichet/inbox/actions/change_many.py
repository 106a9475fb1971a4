"""Changes discussions so that the change can be taken back: those that are named, or all that match."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models.keys import new_id
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.all_visible import all_visible
from guichet.inbox.actions.note_bulk import note_begin
from guichet.inbox.actions.run_bulk import run_bulk
from guichet.inbox.bulk_change import Change
from guichet.inbox.models import BulkAct
from guichet.inbox.outbox import wake_bulk
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.matching import matching_ids
from guichet.inbox.saved_filter import stored

# So many are done before the request is answered; more are a job's.
AT_ONCE = 500
MOST = 100_000
# Thousands of rows in one statement; their model takes ten times as long.
ROWS = """
INSERT INTO bulk_change (id, account_id, act_id, discussion_id, step, before, changed_in)
SELECT r.id, %s, %s, r.discussion_id, 'WAITING', '', 0
FROM unnest(%s::uuid[], %s::uuid[]) AS r(id, discussion_id)
"""


def change_many(viewer: Viewer, discussion_ids: Sequence[UUID], change: Change) -> BulkAct:
    """Change all of these, or none: RefusalError NOT_FOUND when one may not be seen."""
    viewer.must_reply()
    return _begin(viewer, all_visible(viewer, discussion_ids), change, None)


def change_all_matching(viewer: Viewer, wanted: DiscussionFilter, change: Change) -> BulkAct:
    """Change all visible discussions that match now, however many; what arrives later is not among them.

    RefusalError TOO_LARGE beyond 100,000. The act is DONE when it is given back, or RUNNING in a job.
    """
    viewer.must_reply()
    ids = matching_ids(viewer, wanted, MOST + 1)
    if len(ids) > MOST:
        message = _("More than 100,000 discussions match: narrow the filter first. Nothing was changed.")
        raise refuse(ErrorCode.TOO_LARGE, message, "filter")
    return _begin(viewer, ids, change, stored(wanted))


def _begin(viewer: Viewer, ids: Sequence[UUID], change: Change, asked: dict[str, Any] | None) -> BulkAct:
    with transaction.atomic():
        act = BulkAct.objects.create(
            account_id=viewer.account_id, member_id=viewer.member_id, kind=change.kind, value=change.value,
            filter=asked, total=len(ids), look_at=timezone.now(),
        )  # fmt: skip
        _name(act, ids)
        if len(ids) <= AT_ONCE:
            run_bulk(act.pk, viewer)
        else:
            wake_bulk(act.pk)
            note_begin(viewer, act)
    act.refresh_from_db()
    return act


def _name(act: BulkAct, ids: Sequence[UUID]) -> None:
    """Which discussions it is about."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [act.account_id, act.pk, [new_id() for _each in ids], list(ids)])
