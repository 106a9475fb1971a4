"""What the mutations of views answer."""

from uuid import UUID

import strawberry

from guichet.accounts.viewer import Viewer
from guichet.api.saved_view.types import View, view
from guichet.api.user_error import UserError
from guichet.inbox.queries.views import view_of


@strawberry.type(description="What became of the request about a view.")
class ViewPayload:
    """The view, or why not."""

    view: View | None = strawberry.field(default=None, description="As it is now; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to delete a view.")
class DeleteViewPayload:
    """The id that is gone, or why not."""

    deleted_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of the view that is gone; null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def payload_of(viewer: Viewer, view_id: UUID) -> ViewPayload:
    """The view as it is after the change."""
    return ViewPayload(view=view(view_of(viewer, view_id)))
