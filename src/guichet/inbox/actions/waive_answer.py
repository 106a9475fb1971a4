"""Says by hand that no answer is needed, and takes it back."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import discussions
from guichet.inbox.actions.all_visible import all_visible
from guichet.inbox.actions.note_changes import note_changes
from guichet.inbox.deadlines import set_due
from guichet.inbox.ingest.ingest import lock_channel
from guichet.inbox.models import Discussion

# Shown wherever it is said: no marketplace takes it from outside.
HERE_ONLY = gettext_lazy(
    "The clock stops in Guichet only: the marketplace does not know it and may still expect an answer."
)


def waive_answer(viewer: Viewer, discussion_ids: Sequence[UUID], *, waived: bool) -> list[UUID]:
    """Stop the clock of all of them until somebody writes again, or let it go on from the same moment.

    For all or for none: RefusalError NOT_FOUND when one may not be seen. Discussions that await no answer, or
    were never waived, stay as they are.
    """
    viewer.must_reply()
    ids = all_visible(viewer, discussion_ids)
    with transaction.atomic():
        mine = discussions(viewer).filter(id__in=ids)
        stands = "needs_reply_since" if waived else "waived_since"
        changed = list(mine.filter(**{f"{stands}__isnull": False}).values_list("id", flat=True))
        if waived:
            _stop(mine)
        else:
            _go_on(mine)
        former, value = ("NEEDED", "WAIVED") if waived else ("WAIVED", "NEEDED")
        note_changes(viewer, "discussion.waive_answer", dict.fromkeys(changed, former), value)
    return ids


def _stop(rows: QuerySet[Discussion]) -> None:
    """All that is known by now is waived, also where the marketplace's clock is ahead of ours."""
    now = timezone.now()
    rows.filter(needs_reply_since__isnull=False).update(
        answer_waived_at=Greatest(now, "last_message_at"),
        waived_since=F("needs_reply_since"),
        needs_reply_since=None,
        reply_due_at=None,
        updated_at=now,
    )


def _go_on(rows: QuerySet[Discussion]) -> None:
    """Channel by channel under its lock, so that deadlines are not computed while its terms change."""
    stopped: dict[UUID, list[UUID]] = defaultdict(list)
    for channel_id, key in rows.filter(waived_since__isnull=False).values_list("channel", "id"):
        stopped[channel_id].append(key)
    for channel in Channel.objects.filter(id__in=stopped).order_by("id"):
        lock_channel(channel.pk)
        again = Discussion.objects.filter(id__in=stopped[channel.pk])
        again.filter(waived_since__isnull=False).update(
            needs_reply_since=F("waived_since"),
            waived_since=None,
            answer_waived_at=None,
            updated_at=timezone.now(),
        )
        set_due(channel, again)
