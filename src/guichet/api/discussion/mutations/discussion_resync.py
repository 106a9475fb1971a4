"""resyncDiscussion."""

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.payload import DiscussionsPayload, payload_of
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.resync import resync


@mutation("Asks the marketplace for this discussion now.")
@refusable(DiscussionsPayload)
def resync_discussion(info: Info, discussion_id: strawberry.ID) -> DiscussionsPayload:
    """By the action of the inbox; what is new comes a moment later."""
    key = required_key(Kind.DISCUSSION, discussion_id, "discussionId")
    resync(info.context.viewer, key)
    return payload_of(info.context.viewer, [key])
