"""Deletes a view; the discussions it showed stay."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.views import changeable


@transaction.atomic
def delete_view(viewer: Viewer, view_id: UUID) -> None:
    """RefusalError NOT_FOUND or FORBIDDEN for a view that is not the viewer's to delete."""
    view = changeable(viewer, view_id)
    view.delete()
    record(viewer, "view.delete", "view", view_id, {"name": view.name, "shared": view.is_shared})
