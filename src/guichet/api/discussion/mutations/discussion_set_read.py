"""setDiscussionRead."""

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.payload import DiscussionsPayload, payload_of
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.set_read import set_read


@mutation("Marks all of these discussions read or unread, or none.")
@refusable(DiscussionsPayload)
def set_discussion_read(info: Info, discussion_ids: list[strawberry.ID], is_read: bool) -> DiscussionsPayload:
    """By the action of the inbox."""
    keys = [required_key(Kind.DISCUSSION, given, "discussionIds") for given in discussion_ids]
    return payload_of(info.context.viewer, set_read(info.context.viewer, keys, is_read=is_read))
