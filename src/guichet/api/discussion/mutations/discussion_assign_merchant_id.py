"""assignMerchantDiscussionId."""

import strawberry

from guichet.api.context import Info
from guichet.api.discussion.payload import DiscussionsPayload, payload_of
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.assign_merchant_id import assign_merchant_id


@mutation("Stores the merchant's own ticket id; null takes it away.")
@refusable(DiscussionsPayload)
def assign_merchant_discussion_id(
    info: Info, discussion_id: strawberry.ID, merchant_discussion_id: str | None = None
) -> DiscussionsPayload:
    """By the action of the inbox."""
    key = required_key(Kind.DISCUSSION, discussion_id, "discussionId")
    assign_merchant_id(info.context.viewer, key, merchant_discussion_id)
    return payload_of(info.context.viewer, [key])
