"""syncChannel."""

import strawberry

from guichet.api.channel.types import ChannelPayload, channel
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.sync import activate


@mutation("Asks the marketplace for what is new, now.")
@refusable(ChannelPayload)
def sync_channel(info: Info, channel_id: strawberry.ID) -> ChannelPayload:
    """By `sync.activate`."""
    key = required_key(Kind.CHANNEL, channel_id, "channelId")
    return ChannelPayload(channel=channel(activate.sync_channel(info.context.viewer, key)))
