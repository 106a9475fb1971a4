"""Marks discussions read or unread for the team."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.viewer import Viewer
from guichet.inbox.access import discussions
from guichet.inbox.actions.all_visible import all_visible
from guichet.inbox.actions.note_changes import note_changes


def set_read(viewer: Viewer, discussion_ids: Sequence[UUID], *, is_read: bool) -> list[UUID]:
    """Mark all of them, or none: RefusalError NOT_FOUND when one may not be seen."""
    viewer.must_reply()
    ids = all_visible(viewer, discussion_ids)
    former, value = ("UNREAD", "READ") if is_read else ("READ", "UNREAD")
    with transaction.atomic():
        changing = discussions(viewer).filter(id__in=ids, is_read=not is_read)
        changed = list(changing.select_for_update().order_by("id").values_list("id", flat=True))
        change_read(viewer, changed, is_read=is_read)
        note_changes(viewer, "discussion.set_read", dict.fromkeys(changed, former), value)
    return ids


def change_read(viewer: Viewer, ids: Sequence[UUID], *, is_read: bool) -> None:
    """The change itself; rows that are so already are left alone."""
    changing = discussions(viewer).filter(id__in=ids, is_read=not is_read)
    changing.update(is_read=is_read, updated_at=timezone.now())
