"""retryMessage."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.message.payload import ReplyPayload, payload_of
from guichet.api.user_error import refusable
from guichet.inbox.actions import retry_message as action


@mutation("Sends a failed message again.")
@refusable(ReplyPayload)
def retry_message(info: Info, message_id: strawberry.ID) -> ReplyPayload:
    """By the action of the inbox."""
    key = required_key(Kind.MESSAGE, message_id, "messageId")
    return payload_of(info.context.viewer, action.retry_message(info.context.viewer, key))
