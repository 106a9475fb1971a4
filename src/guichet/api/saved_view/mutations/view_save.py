"""saveView."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.inputs import wanted
from guichet.api.field import mutation
from guichet.api.saved_view.inputs import SaveViewInput
from guichet.api.saved_view.payload import ViewPayload, payload_of
from guichet.api.user_error import refusable
from guichet.inbox.actions import save_view as action


@mutation("Keeps a list under a name.")
@refusable(ViewPayload)
def save_view(info: Info, given: Annotated[SaveViewInput, strawberry.argument(name="input")]) -> ViewPayload:
    """By the action of the inbox."""
    viewer = info.context.viewer
    kept = action.save_view(
        viewer, given.name, wanted(given.filter), given.order_by, is_shared=given.is_shared
    )
    return payload_of(viewer, kept.pk)
