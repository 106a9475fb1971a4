"""Lets a view show another list."""

from uuid import UUID

from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.views import changeable, check_filter, kept, told_filter
from guichet.inbox.models import View
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.inbox.saved_filter import stored


@transaction.atomic
def change_view_filter(
    viewer: Viewer, view_id: UUID, wanted: DiscussionFilter, order: DiscussionOrder
) -> View:
    """RefusalError for a filter that the list cannot show, and for a view that is not theirs to change."""
    view = changeable(viewer, view_id)
    check_filter(viewer, wanted)
    before = told_filter(view)
    view.wanted, view.order = stored(wanted), order
    kept(view)
    record(viewer, "view.change_filter", "view", view.pk, before, told_filter(view))
    return view
