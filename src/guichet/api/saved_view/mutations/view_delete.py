"""deleteView."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, global_id, required_key
from guichet.api.saved_view.payload import DeleteViewPayload
from guichet.api.user_error import refusable
from guichet.inbox.actions import delete_view as action


@mutation("Deletes a view; the discussions it showed stay.")
@refusable(DeleteViewPayload)
def delete_view(info: Info, view_id: strawberry.ID) -> DeleteViewPayload:
    """By the action of the inbox."""
    key = required_key(Kind.VIEW, view_id, "viewId")
    action.delete_view(info.context.viewer, key)
    return DeleteViewPayload(deleted_id=global_id(Kind.VIEW, key))
