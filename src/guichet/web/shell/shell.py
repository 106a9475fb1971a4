"""The menu's content for one request."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import is_valid_path

from guichet.accounts.models import Channel, Store
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.queries.stores import stores_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.counts import Counts, counts_of
from guichet.sync.health import State, health_of
from guichet.web.shell.views import NavGroup, nav_groups

API_PAGE = "/graphql/playground"
# Pages whose address keeps its other filters when the store changes.
KEEPING = ("/", "/marketplaces")


@dataclass(frozen=True, slots=True)
class StoreChoice:
    """A store in the switcher."""

    name: str
    link: str
    unread: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame of a page shows; `here` is the key of the current menu entry."""

    viewer: Viewer
    here: str
    store: Store | None
    stores: tuple[StoreChoice, ...]
    all_stores_link: str
    groups: tuple[NavGroup, ...]
    channels: Sequence[Channel]
    counts: Counts
    has_api_page: bool

    @property
    def store_name(self) -> str:
        """What the switcher says."""
        return self.store.name if self.store else "All stores"

    @property
    def is_one_store(self) -> bool:
        """Whether every row belongs to the same store, which then need not be named."""
        return self.store is not None or len(self.stores) == 1

    @property
    def is_inbox(self) -> bool:
        """Whether the page is a list or a conversation."""
        return self.here != "marketplaces"

    @property
    def unread_everywhere(self) -> int:
        """The unread discussions of all visible stores."""
        return sum(choice.unread for choice in self.stores)

    @property
    def attention(self) -> int:
        """How many channels need a person."""
        return sum(health_of(c).state in (State.DEGRADED, State.BLOCKED) for c in self.channels)


def shell_of(request: HttpRequest, viewer: Viewer, here: str, store: Store | None = None) -> Shell:
    """The frame of a page that shows `store`, or all stores where there is none."""
    counts = counts_of(viewer, store.pk if store else None)
    keeps = request.GET if request.path in KEEPING else QueryDict()
    current = store.pk if store else None
    return Shell(
        viewer=viewer,
        here=here,
        store=store,
        stores=tuple(_choice(s, current, counts, request, keeps) for s in stores_of(viewer)),
        all_stores_link=_switched(request, keeps, None),
        groups=nav_groups(counts, here, str(current or "")),
        channels=channels_of(viewer),
        counts=counts,
        has_api_page=bool(is_valid_path(API_PAGE)),
    )


def _choice(
    store: Store, current: UUID | None, counts: Counts, request: HttpRequest, keeps: QueryDict
) -> StoreChoice:
    return StoreChoice(
        name=store.name,
        link=_switched(request, keeps, store.pk),
        unread=counts.unread_by_store.get(store.pk, 0),
        is_current=store.pk == current,
    )


def _switched(request: HttpRequest, keeps: QueryDict, store_id: UUID | None) -> str:
    """The same view of another store, from its first page."""
    query = keeps.copy()
    for stale in ("store", "after", "seen"):
        query.pop(stale, None)
    if store_id:
        query["store"] = str(store_id)
    path = request.path if request.path in KEEPING else "/"
    return f"{path}?{query.urlencode()}" if query else path
