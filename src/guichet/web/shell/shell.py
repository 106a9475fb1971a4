"""The menu's content for one request, each part read when it is shown: a part of a page asks for less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from guichet.accounts.models import Channel, Person, Store
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.queries.memberships import AccountInBrief, accounts_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.counts import Counts
from guichet.inbox.queries.menu import (
    ChannelInBrief,
    StoreInBrief,
    channels_in_brief,
    numbers_of,
    stores_in_brief,
)
from guichet.inbox.queries.views import SHOWN, SavedView, views_of
from guichet.sync.health import State, health_of
from guichet.web.shell.counted import counted_filters, is_shown
from guichet.web.shell.views import NavGroup, key_of, nav_groups

API_PAGE, INVOICES_PAGE = "/graphql/playground", "/invoices"
# Pages whose address keeps its other filters when the store changes.
KEEPING = ("/", "/marketplaces")


@dataclass(frozen=True, slots=True)
class StoreChoice:
    """A store in the switcher."""

    id: UUID
    name: str
    link: str
    unread: int
    is_current: bool


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
        return tuple(self._choice(store) for store in stores_in_brief(self.viewer))

    @property
    def all_stores_link(self) -> str:
        """The same page of all stores."""
        return self._switched(None)

    @property
    def unread_everywhere(self) -> int:
        """The unread discussions of all visible stores."""
        return sum(choice.unread for choice in self.stores)

    @cached_property
    def briefs(self) -> Sequence[ChannelInBrief]:
        """The channels as the frame and the list need them."""
        return channels_in_brief(self.viewer)

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
    def accounts(self) -> Sequence[AccountInBrief]:
        """The other accounts that the reader may go to."""
        person = self.request.user
        known = accounts_of(person) if isinstance(person, Person) else ()
        return [account for account in known if account.id != self.viewer.account_id]

    @cached_property
    def attention(self) -> int:
        """How many channels need a person."""
        return sum(health_of(c).state in (State.DEGRADED, State.BLOCKED) for c in self.briefs)

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

    @property
    def has_api_page(self) -> bool:
        """Whether the playground is served."""
        return _is_served(API_PAGE)

    @property
    def has_invoices_page(self) -> bool:
        """Whether there are invoices to go to."""
        return _is_served(INVOICES_PAGE)

    @cached_property
    def _numbers(self) -> tuple[Counts, list[int | None]]:
        return numbers_of(self.viewer, self.store_id, counted_filters(self.views, self.store_id))

    def _choice(self, store: StoreInBrief) -> StoreChoice:
        link = self._switched(store.id)
        return StoreChoice(store.id, store.name, link, store.unread, store.id == self.store_id)

    def _switched(self, store_id: UUID | None) -> str:
        """The same view of another store, from its first page."""
        keeps = self.request.path in KEEPING
        query = self.request.GET.copy() if keeps else QueryDict(mutable=True)
        for stale in ("store", "after", "before", "seen"):
            query.pop(stale, None)
        if store_id:
            query["store"] = str(store_id)
        path = self.request.path if keeps else "/"
        return f"{path}?{query.urlencode()}" if query else path


def shell_of(
    request: HttpRequest, viewer: Viewer, place: str, store: Store | None = None, shown: object = None
) -> Shell:
    """The frame of a page that shows `store`, or all stores where there is none."""
    return Shell(request, viewer, place, store, shown)


@cache
def _is_served(path: str) -> bool:
    return bool(is_valid_path(path))
