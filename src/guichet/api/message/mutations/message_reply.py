"""reply."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.message.inputs import ReplyInput, reply_request
from guichet.api.message.payload import ReplyPayload, payload_of
from guichet.api.user_error import refusable
from guichet.invoicing.actions.reply_with_invoice import reply_with_invoice


@mutation("Answers a discussion; the answer is queued and leaves by itself.")
@refusable(ReplyPayload)
def reply(info: Info, given: Annotated[ReplyInput, strawberry.argument(name="input")]) -> ReplyPayload:
    """By the action of the invoicing room, which answers by that of the inbox."""
    return payload_of(info.context.viewer, reply_with_invoice(info.context.viewer, reply_request(given)))
