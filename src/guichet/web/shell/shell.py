"""The menu's content for one request, each part read when it is shown: a part of a page asks for less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from guichet.accounts.models import Channel, Store
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.counts import Counts
from guichet.inbox.queries.menu import (
    ChannelInBrief,
    StoreInBrief,
    numbers_of,
    stores_in_brief,
)
from guichet.inbox.queries.tally import Tally, tally_of
from guichet.inbox.queries.views import SHOWN, SavedView, views_of
from guichet.sync.health import Health, State, health_of
from guichet.web.shell.counted import counted_filters, is_shown
from guichet.web.shell.views import NavGroup, key_of, nav_groups

API_PAGE, INVOICES_PAGE = "/graphql/playground", "/invoices"
# Pages whose address keeps its other filters when the store changes.
KEEPING = ("/", "/marketplaces")


@dataclass(frozen=True, slots=True)
class StoreChoice:
    """A store in the switcher; without id, all of them."""

    id: UUID | None
    name: str
    link: str
    unread: int
    is_current: bool


class Setup(NamedTuple):
    """What the lower part of the menu shows; `place` is the current page."""

    place: str
    is_inbox: bool
    may_manage: bool
    may_audit: bool
    attention: int
    has_invoices: bool
    has_api: bool


@dataclass(frozen=True)
class Shell:
    """What the frame of a page shows. `place` is the key of the built-in menu entry for the page.

    `shown` is the list in view (`same_list`), so that a saved view of the same list is the current entry.
    """

    request: HttpRequest
    viewer: Viewer
    place: str
    store: Store | None = None
    shown: object = None

    @cached_property
    def views(self) -> list[SavedView]:
        """The saved views of the menu."""
        return views_of(self.viewer)[:SHOWN]

    @cached_property
    def view(self) -> SavedView | None:
        """The saved view that the page shows."""
        return next((v for v in self.views if is_shown(v, self.shown, self.store_id)), None)

    @cached_property
    def here(self) -> str:
        """The key of the current menu entry."""
        return self.place if self.shown is None or self.view is None else key_of(self.view)

    @property
    def store_id(self) -> UUID | None:
        """Of the store in view; None for all."""
        return self.store.pk if self.store else None

    @property
    def store_name(self) -> str:
        """What the switcher says."""
        return self.store.name if self.store else _("All stores")

    @cached_property
    def stores(self) -> tuple[StoreChoice, ...]:
        """The switcher."""
        unread = self.tally.unread_by_store()
        return tuple(self._choice(store, unread.get(store.id, 0)) for store in self._stores)

    @property
    def all_stores(self) -> StoreChoice:
        """The same page of all visible stores."""
        unread = sum(choice.unread for choice in self.stores)
        return StoreChoice(None, _("All stores"), self._switched(None), unread, self.store is None)

    @cached_property
    def setup(self) -> Setup:
        """The links to what is set up rather than worked on."""
        viewer = self.viewer
        return Setup(
            place=self.place,
            is_inbox=self.is_inbox,
            may_manage=viewer.may_manage,
            may_audit=viewer.may_own and viewer.store_ids is None,
            attention=len(self.troubled),
            has_invoices=_is_served(INVOICES_PAGE),
            has_api=_is_served(API_PAGE),
        )

    @cached_property
    def briefs(self) -> Sequence[ChannelInBrief]:
        """The channels as the frame and the list need them."""
        return [channel for store in self._stores for channel in store.channels]

    @cached_property
    def _stores(self) -> Sequence[StoreInBrief]:
        return stores_in_brief(self.viewer)

    @cached_property
    def tally(self) -> Tally:
        """The numbers that are kept."""
        return tally_of(self.viewer)

    @cached_property
    def channels(self) -> Sequence[Channel]:
        """Whole, for the pages that are about them."""
        return channels_of(self.viewer)

    @cached_property
    def store_names(self) -> Mapping[UUID, str]:
        """Of every store that has a channel, and so may have discussions."""
        return {channel.store_id: channel.store_name for channel in self.briefs}

    @property
    def is_one_store(self) -> bool:
        """Whether every row belongs to the same store, which then need not be named."""
        return self.store is not None or len(self.store_names) < 2

    @property
    def is_inbox(self) -> bool:
        """Whether the page is a list or a conversation."""
        return self.place not in (
            "marketplaces",
            "invoices",
            "api",
            "profile",
            "people",
            "company",
            "audit",
            "health",
            "webhooks",
        )

    @cached_property
    def troubled(self) -> Sequence[tuple[ChannelInBrief, Health]]:
        """The channels that need a person."""
        healths = ((channel, health_of(channel)) for channel in self.briefs)
        return [one for one in healths if one[1].state in (State.DEGRADED, State.BLOCKED)]

    @property
    def counts(self) -> Counts:
        """The numbers of the built-in views."""
        return self._numbers[0]

    @cached_property
    def groups(self) -> tuple[NavGroup, ...]:
        """The menu."""
        counts, numbers = self._numbers
        saved = list(zip(self.views, numbers, strict=True))
        return nav_groups(counts, self.here, self.store_id, saved)

    @cached_property
    def _numbers(self) -> tuple[Counts, list[int | None]]:
        views = counted_filters(self.views, self.store_id)
        return numbers_of(self.viewer, self.tally, self.store_id, views)

    def _choice(self, store: StoreInBrief, unread: int) -> StoreChoice:
        return StoreChoice(store.id, store.name, self._switched(store.id), unread, store.id == self.store_id)

    def _switched(self, store_id: UUID | None) -> str:
        """The same view of another store, from its first page."""
        path, kept = self._kept
        query = "&".join(part for part in (kept, f"store={store_id}" if store_id else "") if part)
        return f"{path}?{query}" if query else path

    @cached_property
    def _kept(self) -> tuple[str, str]:
        """What stays when the store changes: the path, and the rest of the address."""
        if self.request.path not in KEEPING:
            return "/", ""
        query = self.request.GET.copy()
        for stale in ("store", "after", "before", "seen"):
            query.pop(stale, None)
        return self.request.path, query.urlencode()


def shell_of(
    request: HttpRequest, viewer: Viewer, place: str, store: Store | None = None, shown: object = None
) -> Shell:
    """The frame of a page that shows `store`, or all stores where there is none."""
    return Shell(request, viewer, place, store, shown)


@cache
def _is_served(path: str) -> bool:
    return bool(is_valid_path(path))
