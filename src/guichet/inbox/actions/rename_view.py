"""Gives a view another name."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.views import changeable, checked_name, kept
from guichet.inbox.models import View


@transaction.atomic
def rename_view(viewer: Viewer, view_id: UUID, name: str) -> View:
    """RefusalError for the name, and for a view that is not the viewer's to change."""
    view = changeable(viewer, view_id)
    before = {"name": view.name}
    view.name = checked_name(name)
    kept(view)
    record(viewer, "view.rename", "view", view.pk, before, {"name": view.name})
    return view
