"""updateView."""

from typing import Annotated

import strawberry
from django.db import transaction

from guichet.api.context import Info
from guichet.api.discussion.inputs import wanted
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.saved_view.inputs import UpdateViewInput
from guichet.api.saved_view.payload import ViewPayload, payload_of
from guichet.api.user_error import refusable
from guichet.inbox.actions.change_view_filter import change_view_filter
from guichet.inbox.actions.rename_view import rename_view
from guichet.inbox.actions.share_view import share_view
from guichet.inbox.queries.views import view_of


@mutation("Gives a view another name, another list, or another audience.")
@refusable(ViewPayload)
@transaction.atomic
def update_view(
    info: Info, given: Annotated[UpdateViewInput, strawberry.argument(name="input")]
) -> ViewPayload:
    """All of it or nothing, by the actions of the inbox."""
    viewer = info.context.viewer
    key = required_key(Kind.VIEW, given.view_id, "viewId")
    if given.name is not None:
        rename_view(viewer, key, given.name)
    if given.is_shared is not None:
        share_view(viewer, key, is_shared=given.is_shared)
    if given.filter is not None or given.order_by is not None:
        before = view_of(viewer, key)
        narrowed = before.wanted if given.filter is None else wanted(given.filter)
        change_view_filter(viewer, key, narrowed, given.order_by or before.order)
    return payload_of(viewer, key)
