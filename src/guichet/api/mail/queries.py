"""Asking for what waits on a channel."""

import strawberry

from guichet.accounts.queries.channels import channel_of
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, required_key
from guichet.api.mail.types import MailAside, UnreadablePayload, mail_aside, unreadable_payload
from guichet.inbox.queries import mails_aside as waiting
from guichet.inbox.queries.unreadables import unreadables_of


@resolved(
    "The mails of a channel that wait for a person, at most 200, newest first: for owners and managers."
)
def mails_aside(info: Info, channel_id: strawberry.ID) -> list[MailAside]:
    """In no discussion yet."""
    viewer = info.context.viewer
    viewer.must_manage()
    key = channel_of(viewer, required_key(Kind.CHANNEL, channel_id, "channelId")).pk
    return [mail_aside(row) for row in waiting.mails_aside(viewer, key)]


@resolved("What a channel's marketplace sent and Guichet could not read: the newest 50.")
def unreadables(info: Info, channel_id: strawberry.ID) -> list[UnreadablePayload]:
    """Read again after an update."""
    key = required_key(Kind.CHANNEL, channel_id, "channelId")
    return [unreadable_payload(row) for row in unreadables_of(info.context.viewer, key)]
