"""What one has typed and not sent."""

from collections.abc import Collection
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.access import drafts
from guichet.inbox.models import Draft


def draft_of(viewer: Viewer, discussion_id: UUID) -> Draft | None:
    """The viewer's own draft in a discussion."""
    return drafts_of(viewer, [discussion_id]).get(discussion_id)


def drafts_of(viewer: Viewer, discussion_ids: Collection[UUID]) -> dict[UUID, Draft]:
    """The viewer's own drafts in these discussions; those that are not there are left out."""
    found = drafts(viewer).filter(discussion_id__in=discussion_ids) if discussion_ids else ()
    return {draft.discussion_id: draft for draft in found}
