"""updateChannel."""

from typing import Annotated

import strawberry

from guichet.api.channel.inputs import UpdateChannelInput, by_name
from guichet.api.channel.types import ChannelPayload, channel
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.inbox.actions.set_reply_within import check_reply_within, set_reply_within
from guichet.sync import activate


@mutation("Switches a channel off or on, gives it other credentials, or the seller's own time to answer.")
@refusable(ChannelPayload)
def update_channel(
    info: Info, given: Annotated[UpdateChannelInput, strawberry.argument(name="input")]
) -> ChannelPayload:
    """By `sync.activate` and the inbox; hours that are refused change nothing else either."""
    viewer, hours = info.context.viewer, given.reply_within_hours
    channel_id = required_key(Kind.CHANNEL, given.channel_id, "channelId")
    credentials = None if given.credentials is None else by_name(given.credentials)
    if hours is not None:
        check_reply_within(viewer, channel_id, hours or None)
    row = activate.update_channel(viewer, channel_id, given.is_enabled, credentials)
    if hours is not None:
        row = set_reply_within(viewer, channel_id, hours or None)
    return ChannelPayload(channel=channel(row))
