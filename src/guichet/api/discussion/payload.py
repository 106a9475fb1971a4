"""What the mutations of discussions answer."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from guichet.accounts.viewer import Viewer
from guichet.api.discussion.build import discussions
from guichet.api.discussion.types import Discussion
from guichet.api.user_error import UserError
from guichet.inbox.queries.discussions import discussions_by_id


@strawberry.type(description="What became of the request about discussions.")
class DiscussionsPayload:
    """The contract's DiscussionsPayload."""

    discussions: list[Discussion] = strawberry.field(
        default_factory=list, description="As they are now, in the order given; empty where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def payload_of(viewer: Viewer, keys: Sequence[UUID]) -> DiscussionsPayload:
    """The discussions as they are after the change."""
    found = discussions_by_id(viewer, keys)
    rows = [found[key] for key in dict.fromkeys(keys) if key in found]
    return DiscussionsPayload(discussions=discussions(viewer, rows))
