"""setDiscussionStatus."""

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.inputs import stored_status
from guichet.api.discussion.payload import DiscussionsPayload, payload_of
from guichet.api.enums import DiscussionStatus
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.set_status import set_status


@mutation("Sets one status on all of these discussions, or on none.")
@refusable(DiscussionsPayload)
def set_discussion_status(
    info: Info, discussion_ids: list[strawberry.ID], status: DiscussionStatus
) -> DiscussionsPayload:
    """By the action of the inbox."""
    keys = [required_key(Kind.DISCUSSION, given, "discussionIds") for given in discussion_ids]
    return payload_of(info.context.viewer, set_status(info.context.viewer, keys, stored_status(status)))
