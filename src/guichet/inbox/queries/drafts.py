"""What one has typed and not sent."""

from collections.abc import Collection
from uuid import UUID

from guichet.accounts.queries.quick_models import quick_models
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import drafts
from guichet.inbox.models import Draft


def draft_of(viewer: Viewer, discussion_id: UUID) -> Draft | None:
    """The viewer's own draft in a discussion."""
    if viewer.store_ids is not None:
        return drafts_of(viewer, [discussion_id]).get(discussion_id)
    own = "t.account_id = %s AND t.member_id = %s AND t.discussion_id = %s"
    found = quick_models(Draft, own, [viewer.account_id, viewer.member_id, discussion_id])
    return next(iter(found), None)


def drafts_of(viewer: Viewer, discussion_ids: Collection[UUID]) -> dict[UUID, Draft]:
    """The viewer's own drafts in these discussions; those that are not there are left out."""
    found = drafts(viewer).filter(discussion_id__in=discussion_ids) if discussion_ids else ()
    return {draft.discussion_id: draft for draft in found}
