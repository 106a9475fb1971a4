"""activateChannel."""

from typing import Annotated

import strawberry

from guichet.api.channel.inputs import ActivateChannelInput, by_name
from guichet.api.channel.types import ChannelPayload, channel
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.sync import activate


@mutation("Activates a marketplace for a store, once its credentials have worked there.")
@refusable(ChannelPayload)
def activate_channel(
    info: Info, given: Annotated[ActivateChannelInput, strawberry.argument(name="input")]
) -> ChannelPayload:
    """By `sync.activate`."""
    store_id = required_key(Kind.STORE, given.store_id, "storeId")
    credentials = by_name(given.credentials)
    row = activate.activate_channel(info.context.viewer, store_id, given.marketplace, credentials)
    return ChannelPayload(channel=channel(row))
