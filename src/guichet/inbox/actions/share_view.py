"""Shares a view with the team, or keeps it for its owner again."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.views import changeable, check_sharing, kept
from guichet.inbox.models import View


@transaction.atomic
def share_view(viewer: Viewer, view_id: UUID, *, is_shared: bool) -> View:
    """RefusalError FORBIDDEN for those who only read, and for a view that is not the viewer's to change."""
    view = changeable(viewer, view_id)
    if is_shared:
        check_sharing(viewer)
    before = {"shared": view.is_shared}
    view.is_shared = is_shared
    kept(view)
    record(viewer, "view.share", "view", view.pk, before, {"shared": is_shared})
    return view
