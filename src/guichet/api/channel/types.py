"""Channels."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from guichet.accounts import models
from guichet.api.channel.reply_limit import ReplyLimit, reply_limit
from guichet.api.enums import ChannelHealth, Platform
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.marketplace.types import Marketplace, marketplace_of
from guichet.api.node.types import Node
from guichet.api.user_error import UserError
from guichet.platforms.manifest import manifest_of
from guichet.sync.health import health_of, imported_fraction, progress_of

if TYPE_CHECKING:
    from guichet.api.store.types import Store


@strawberry.type(description="The import of what was said before the activation, and later further back.")
class ChannelImport:
    """How far it has come."""

    since: datetime = strawberry.field(description="How far back is asked for.")
    reached: datetime | None = strawberry.field(description="How far back it has come.")
    fraction: float = strawberry.field(description="0 to 1, by time; 1 when it is through or was stopped.")
    is_running: bool = strawberry.field(description="False when it is through or was stopped.")
    trouble: str | None = strawberry.field(description="Why it waits; null while it goes on.")


@strawberry.type(description="One marketplace activated for one store.")
class Channel(Node):
    """The contract's Channel."""

    row: strawberry.Private[models.Channel]
    is_enabled: bool = strawberry.field(description="Whether it is synchronised.")
    inbound_address: str | None = strawberry.field(
        description="The address to set in the marketplace's back office, where one is needed."
    )
    last_sync_at: datetime | None = strawberry.field(description="When it last worked.")
    next_sync_at: datetime | None = strawberry.field(description="When it is due.")

    @resolved("The store that it is activated for.")
    def store(self) -> Annotated["Store", strawberry.lazy("guichet.api.store.types")]:
        """The channel's own."""
        from guichet.api.store.types import store

        return store(self.row.store)

    @resolved("The marketplace that is activated.")
    def marketplace(self) -> Marketplace:
        """From the catalogue."""
        return marketplace_of(self.row.marketplace, lambda: self.row.platform)

    @resolved("The seller's own time to answer, in hours; null where only the marketplace's counts.")
    def reply_within_hours(self) -> int | None:
        """From the row."""
        own = self.row.reply_within
        return None if own is None else int(own.total_seconds() // 3600)

    @resolved("The marketplace's time to answer; null where no figure is known.")
    def reply_limit(self) -> ReplyLimit | None:
        """From the data."""
        return reply_limit(self.row.marketplace)

    @resolved("How it fares.")
    def health(self) -> ChannelHealth:
        """As the synchronisation sees it."""
        return ChannelHealth(health_of(self.row).state.value)

    @resolved("What is wrong and what to do about it, in words; null while healthy.")
    def health_message(self) -> str | None:
        """As the synchronisation sees it."""
        return health_of(self.row).message or None

    @resolved("How far back it was read; null where messages come once, by mail.", name="import")
    def import_state(self) -> ChannelImport | None:
        """From the row."""
        if not manifest_of(Platform(self.row.platform)).reads_history:
            return None
        return ChannelImport(
            since=self.row.backfill_since,
            reached=self.row.backfill_reached,
            fraction=imported_fraction(self.row),
            is_running=progress_of(self.row) is not None,
            trouble=self.row.backfill_trouble or None,
        )


@strawberry.type(description="What became of the request about a channel.")
class ChannelPayload:
    """The contract's ChannelPayload."""

    channel: Channel | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def channel(row: models.Channel) -> Channel:
    """From a row."""
    return Channel(
        id=global_id(Kind.CHANNEL, row.pk),
        row=row,
        is_enabled=row.is_enabled,
        inbound_address=row.inbound_address or None,
        last_sync_at=row.last_sync_at,
        next_sync_at=row.next_sync_at,
    )
