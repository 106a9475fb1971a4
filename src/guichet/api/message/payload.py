"""What the mutations of messages answer."""

import strawberry

from guichet.accounts.viewer import Viewer
from guichet.api.discussion.build import discussions
from guichet.api.discussion.types import Discussion
from guichet.api.message.types import Message, message
from guichet.api.peers import Peers
from guichet.api.user_error import UserError
from guichet.inbox import models
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.message_row import row_of


@strawberry.type(description="What became of a reply.")
class ReplyPayload:
    """The contract's ReplyPayload."""

    message: Message | None = strawberry.field(default=None, description="Null where there are errors.")
    discussion: Discussion | None = strawberry.field(
        default=None, description="As it is now; null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def payload_of(viewer: Viewer, changed: models.Message) -> ReplyPayload:
    """The message and its discussion as they are after the change."""
    row = row_of(changed)
    found = discussion_by_id(viewer, row.discussion_id)
    return ReplyPayload(
        message=message(row, Peers(viewer, [row])),
        discussion=discussions(viewer, [found])[0] if found else None,
    )
