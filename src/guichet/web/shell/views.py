"""The views of the menu, each with its address and its count."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.inbox.queries.counts import Counts
from guichet.inbox.queries.views import SavedView
from guichet.web.inbox.address import address_of


@dataclass(frozen=True, slots=True)
class NavView:
    """One entry of the menu; `level` colours its count: warn, bad or nothing."""

    key: str
    name: str
    icon: str
    query: str
    count: int | None = 0
    level: str = ""
    link: str = ""
    is_current: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A titled part of the menu."""

    title: str
    views: tuple[NavView, ...]


def nav_groups(
    counts: Counts, here: str, store: UUID | None, saved: Sequence[tuple[SavedView, int | None]]
) -> tuple[NavGroup, ...]:
    """The menu with the counts of the store in view; `here` is the key of the current entry."""
    statuses = (
        NavView("open", _("Open"), "open", "", counts.open),
        NavView("pending", _("Pending"), "pending", "status=pending", counts.pending),
        NavView("solved", _("Solved"), "solved", "status=solved"),
        NavView("closed", _("Closed"), "closed", "status=closed"),
        NavView("all", _("All"), "stack", "status=all"),
    )
    attention = (
        NavView("overdue", _("Overdue"), "alert", "due=late", counts.overdue, "bad"),
        NavView("due_soon", _("Due soon"), "clock", "due=soon", counts.due_soon, "warn"),
        NavView("unanswered", _("Unanswered"), "chat", "unanswered=1", counts.waiting),
        NavView("unread", _("Unread"), "mail", "read=unread&status=all", counts.unread),
        NavView("failed", _("Not sent"), "fail", "delivery=failed", counts.failed, "bad"),
    )
    groups = [
        NavGroup(_("Conversations"), tuple(_placed(view, here, store) for view in statuses)),
        NavGroup(_("Needs attention"), tuple(_placed(view, here, store) for view in attention)),
    ]
    if saved:
        groups.append(NavGroup(_("Views"), tuple(_saved(*one, here, store) for one in saved)))
    return tuple(groups)


def key_of(view: SavedView) -> str:
    """The key of a saved view's entry."""
    return f"view-{view.id}"


def _placed(view: NavView, here: str, store: UUID | None) -> NavView:
    query = "&".join(part for part in (view.query, f"store={store}" if store else "") if part)
    link = f"/?{query}" if query else "/"
    return NavView(view.key, view.name, view.icon, view.query, view.count, view.level, link, view.key == here)


def _saved(view: SavedView, count: int | None, here: str, store: UUID | None) -> NavView:
    """Of its own store where it has one, else of the store in view."""
    query, key = address_of(view.wanted, view.order, store), key_of(view)
    title = view.name if view.is_own else _("Shared by %(name)s") % {"name": view.owner_name}
    icon = "user" if view.is_shared else "filter"
    return NavView(key, view.name, icon, query, count, "", f"/?{query}", key == here, title)
