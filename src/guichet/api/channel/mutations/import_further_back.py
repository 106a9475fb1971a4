"""importFurtherBack."""

from datetime import datetime

import strawberry

from guichet.api.channel.types import ChannelPayload, channel
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.sync import activate


@mutation("Imports what was said since a moment, at most twelve months ago, beside what is new.")
@refusable(ChannelPayload)
def import_further_back(info: Info, channel_id: strawberry.ID, since: datetime) -> ChannelPayload:
    """By `sync.activate`."""
    key = required_key(Kind.CHANNEL, channel_id, "channelId")
    return ChannelPayload(channel=channel(activate.import_further_back(info.context.viewer, key, since)))
