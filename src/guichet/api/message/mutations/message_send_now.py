"""sendMessageNow."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.message.payload import ReplyPayload, payload_of
from guichet.api.user_error import refusable
from guichet.inbox.actions import send_now as action


@mutation("Lets a reply that is held back leave at once; CONFLICT once it has left.")
@refusable(ReplyPayload)
def send_message_now(info: Info, message_id: strawberry.ID) -> ReplyPayload:
    """By the action of the inbox."""
    key = required_key(Kind.MESSAGE, message_id, "messageId")
    return payload_of(info.context.viewer, action.send_now(info.context.viewer, key))
