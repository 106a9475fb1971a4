"""updateChannel."""

from typing import Annotated

import strawberry

from guichet.api.channel.inputs import UpdateChannelInput, by_name
from guichet.api.channel.types import ChannelPayload, channel
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.sync import activate


@mutation("Switches a channel off or on, or gives it other credentials.")
@refusable(ChannelPayload)
def update_channel(
    info: Info, given: Annotated[UpdateChannelInput, strawberry.argument(name="input")]
) -> ChannelPayload:
    """By `sync.activate`."""
    channel_id = required_key(Kind.CHANNEL, given.channel_id, "channelId")
    credentials = None if given.credentials is None else by_name(given.credentials)
    row = activate.update_channel(info.context.viewer, channel_id, given.is_enabled, credentials)
    return ChannelPayload(channel=channel(row))
