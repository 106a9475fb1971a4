"""Asking for channels."""

import strawberry

from guichet.api.channel.types import Channel, channel
from guichet.api.context import Info
from guichet.api.discussion.inputs import store_keys
from guichet.api.field import resolved


@resolved("The activated marketplaces of the stores the viewer may see.")
def channels(info: Info, store_ids: list[strawberry.ID] | None = None) -> list[Channel]:
    """All, or those of some stores."""
    keys = store_keys(store_ids)
    rows = info.context.channels.values()
    return [channel(row) for row in rows if keys is None or row.store_id in keys]
