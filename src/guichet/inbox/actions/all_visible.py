"""A bulk action is for all or for none."""

from collections.abc import Sequence
from uuid import UUID

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import discussions

MAX_IDS = 10_000


def all_visible(viewer: Viewer, discussion_ids: Sequence[UUID]) -> list[UUID]:
    """The given ids, each once; RefusalError when there is none, too many, or one that may not be seen."""
    ids = list(dict.fromkeys(discussion_ids))
    if not ids:
        raise refuse(ErrorCode.REQUIRED, "Name at least one discussion.", "discussionIds")
    if len(ids) > MAX_IDS:
        raise refuse(ErrorCode.TOO_LARGE, f"At most {MAX_IDS} discussions at a time.", "discussionIds")
    missing = len(ids) - discussions(viewer).filter(id__in=ids).count()
    if missing:
        message = (
            f"{missing} of these discussions are not there, or you may not see them; nothing was changed."
        )
        raise refuse(ErrorCode.NOT_FOUND, message, "discussionIds")
    return ids
