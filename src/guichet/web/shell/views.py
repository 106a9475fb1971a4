"""The views of the menu, each with its address and its count."""

from dataclasses import dataclass

from guichet.inbox.queries.counts import Counts


@dataclass(frozen=True, slots=True)
class NavView:
    """One entry of the menu; `level` colours its count: warn, bad or nothing."""

    key: str
    name: str
    icon: str
    query: str
    count: int = 0
    level: str = ""
    link: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A titled part of the menu."""

    title: str
    views: tuple[NavView, ...]


def nav_groups(counts: Counts, here: str, store: str) -> tuple[NavGroup, ...]:
    """The menu with the counts of the store in view; `here` is the key of the current entry."""
    statuses = (
        NavView("open", "Open", "open", "", counts.open),
        NavView("pending", "Pending", "pending", "status=pending", counts.pending),
        NavView("solved", "Solved", "solved", "status=solved"),
        NavView("closed", "Closed", "closed", "status=closed"),
        NavView("all", "All", "stack", "status=all"),
    )
    attention = (
        NavView("overdue", "Overdue", "clock", "due=late", counts.overdue, "bad"),
        NavView("unanswered", "Unanswered", "chat", "unanswered=1", counts.waiting),
        NavView("unread", "Unread", "mail", "read=unread&status=all", counts.unread),
        NavView("failed", "Not sent", "fail", "delivery=failed", counts.failed, "bad"),
    )
    return (
        NavGroup("Discussions", tuple(_placed(view, here, store) for view in statuses)),
        NavGroup("Needs attention", tuple(_placed(view, here, store) for view in attention)),
    )


def _placed(view: NavView, here: str, store: str) -> NavView:
    query = "&".join(part for part in (view.query, f"store={store}" if store else "") if part)
    link = f"/?{query}" if query else "/"
    return NavView(view.key, view.name, view.icon, view.query, view.count, view.level, link, view.key == here)
