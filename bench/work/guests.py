"""Channels that come for a measure and leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench.stage import Stage
from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id

# In this order nothing is left pointing to what is gone.
LEAVING = (
    "DELETE FROM message_search WHERE discussion_id IN (SELECT id FROM discussion WHERE channel_id = %s)",
    "DELETE FROM attachment WHERE discussion_id IN (SELECT id FROM discussion WHERE channel_id = %s)",
    "DELETE FROM message WHERE discussion_id IN (SELECT id FROM discussion WHERE channel_id = %s)",
    "DELETE FROM discussion_search WHERE discussion_id IN (SELECT id FROM discussion WHERE channel_id = %s)",
    "DELETE FROM discussion WHERE channel_id = %s",
    "DELETE FROM marketplace_order WHERE channel_id = %s",
    "DELETE FROM raw_page WHERE channel_id = %s",
    "DELETE FROM channel_memory WHERE channel_id = %s",
    "DELETE FROM channel WHERE id = %s",
)


@contextmanager
def guest_channel(
    stage: Stage, marketplace: str = "mirakl-other", platform: str = "MIRAKL"
) -> Iterator[Channel]:
    """An empty channel of the big account's first store, a Mirakl operator's unless another is named."""
    channel = Channel.objects.create(
        account_id=stage.viewer.account_id,
        store_id=UUID(stage.world.store_ids[0]),
        marketplace=marketplace,
        platform=platform,
        shop_key=f"bench-{new_id()}",
        credentials=b"",
        backfill_since=timezone.now(),
    )
    try:
        yield channel
    finally:
        forget(channel.pk)


def forget(channel_id: UUID) -> None:
    """Delete all that came through a channel, and the channel."""
    with connection.cursor() as cursor:
        for statement in LEAVING:
            cursor.execute(statement, [channel_id])
