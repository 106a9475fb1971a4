"""Changes the status of discussions, singly and in bulk."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.viewer import Viewer
from guichet.inbox.access import discussions
from guichet.inbox.actions.all_visible import all_visible
from guichet.inbox.actions.note_changes import note_changes
from guichet.inbox.models import DiscussionStatus


def set_status(viewer: Viewer, discussion_ids: Sequence[UUID], status: DiscussionStatus) -> list[UUID]:
    """Set one status on all of them, or on none: RefusalError NOT_FOUND when one may not be seen."""
    viewer.must_reply()
    ids = all_visible(viewer, discussion_ids)
    with transaction.atomic():
        changing = discussions(viewer).filter(id__in=ids).exclude(status=status)
        was = dict(changing.select_for_update().order_by("id").values_list("id", "status"))
        change_status(viewer, list(was), status)
        note_changes(viewer, "discussion.set_status", was, status)
    return ids


def change_status(viewer: Viewer, ids: Sequence[UUID], status: DiscussionStatus) -> None:
    """The change itself, also inside a reply's transaction; rows that have it already are left alone."""
    changing = discussions(viewer).filter(id__in=ids).exclude(status=status)
    changing.update(status=status, updated_at=timezone.now())
