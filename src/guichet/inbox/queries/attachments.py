"""The files of messages and discussions, grouped, each with its link where it has one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Attachment


def attachments_of_messages(
    viewer: Viewer, message_ids: Collection[UUID]
) -> Mapping[UUID, Sequence[Attachment]]:
    """The files of each message, in the order they came."""
    found: defaultdict[UUID, list[Attachment]] = defaultdict(list)
    if message_ids:
        rows = access.attachments(viewer).filter(message_id__in=message_ids).select_related("link")
        for file in rows.order_by("created_at", "id"):
            if file.message_id is not None:
                found[file.message_id].append(file)
    return found


def attachments_of_discussions(
    viewer: Viewer, discussion_ids: Collection[UUID]
) -> Mapping[UUID, Sequence[Attachment]]:
    """All files of each discussion, in the order they came."""
    found: defaultdict[UUID, list[Attachment]] = defaultdict(list)
    if discussion_ids:
        rows = access.attachments(viewer).filter(discussion_id__in=discussion_ids).select_related("link")
        for file in rows.order_by("created_at", "id"):
            if file.discussion_id is not None:
                found[file.discussion_id].append(file)
    return found
