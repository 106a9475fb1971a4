"""stopImport."""

import strawberry

from guichet.api.channel.types import ChannelPayload, channel
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.sync import activate


@mutation("Imports no further: what was read stays, new messages go on.")
@refusable(ChannelPayload)
def stop_import(info: Info, channel_id: strawberry.ID) -> ChannelPayload:
    """By `sync.activate`."""
    key = required_key(Kind.CHANNEL, channel_id, "channelId")
    return ChannelPayload(channel=channel(activate.stop_import(info.context.viewer, key)))
