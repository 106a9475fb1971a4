"""The lines of the marketplaces page: what is activated, and what could be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.mails_aside import mails_aside
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.manifest import platforms
from guichet.platforms.words import Platform
from guichet.web.channels.find import country_name
from guichet.web.channels.imports import Import, import_of
from guichet.web.channels.words import HealthWords, health_words, platform_name, secret_labels
from guichet.web.marketplaces import name_of, tile_of


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One activated marketplace of one store."""

    id: UUID
    code: str
    name: str
    tile: str
    platform: str
    store: str
    shop: str
    is_enabled: bool
    inbound_address: str
    secrets: str
    last_sync_at: datetime | None
    next_sync_at: datetime | None
    health: HealthWords
    past: Import
    unreadable_count: int
    mails_aside: int

    @property
    def has_more(self) -> bool:
        """Whether there is something to set, to wait for or to look at."""
        waits = self.unreadable_count or self.mails_aside or self.past.is_running
        return bool(self.inbound_address or waits)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One marketplace of the catalogue."""

    code: str
    name: str
    tile: str
    platform: str
    country: str


def channel_lines(viewer: Viewer, channels: Iterable[Channel]) -> list[ChannelLine]:
    """By name, then by store."""
    lines = [_channel_line(viewer, channel) for channel in channels]
    return sorted(lines, key=lambda line: (line.name.casefold(), line.store.casefold()))


def offer_lines(entries: Iterable[MarketplaceEntry]) -> list[OfferLine]:
    """Those that this installation can speak to, in the catalogue's order."""
    return [
        OfferLine(e.code, e.name, tile_of(e.code), platform_name(e.platform), country_name(e.country))
        for e in entries
        if e.platform in platforms()
    ]


def troubled(lines: Sequence[ChannelLine]) -> list[ChannelLine]:
    """Those that stay as they are until a person acts."""
    return [line for line in lines if line.health.level == "bad"]


def _channel_line(viewer: Viewer, channel: Channel) -> ChannelLine:
    platform = Platform(channel.platform)
    return ChannelLine(
        id=channel.pk,
        code=channel.marketplace,
        name=name_of(channel.marketplace),
        tile=tile_of(channel.marketplace),
        platform=platform_name(platform),
        store=channel.store.name,
        shop=channel.shop_name,
        is_enabled=channel.is_enabled,
        inbound_address=channel.inbound_address,
        secrets=secret_labels(platform),
        last_sync_at=channel.last_sync_at,
        next_sync_at=channel.next_sync_at if channel.is_enabled else None,
        health=health_words(channel),
        past=import_of(channel),
        unreadable_count=channel.unreadable_count,
        mails_aside=_aside(viewer, channel),
    )


def _aside(viewer: Viewer, channel: Channel) -> int:
    """How many mails wait for this viewer."""
    return len(mails_aside(viewer, channel.pk)) if channel.inbound_address and viewer.may_manage else 0
