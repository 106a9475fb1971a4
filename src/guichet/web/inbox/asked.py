"""What the address bar asks of the list: read with a light hand, since links are shared and kept."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from guichet.accounts.models import Store
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.discussion_list import DiscussionFilter, DiscussionOrder
from guichet.platforms.words import DiscussionType
from guichet.web.inbox.address import SORTS
from guichet.web.inbox.days import Days, day_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A view of the list. `statuses` empty means all; `due` is late, soon or empty.

    `after` is the last row of the page before, `before` the first of the page behind; one of them at most.
    `seen` counts the rows before this page, for display.
    """

    store: Store | None
    statuses: tuple[DiscussionStatus, ...]
    types: tuple[DiscussionType, ...]
    marketplaces: tuple[str, ...]
    is_read: bool | None
    is_unanswered: bool
    due: str
    is_failed: bool
    order_id: str
    participant: str
    subject: str
    text: str
    days: Days
    sort: str
    after: str | None
    before: str | None
    seen: int

    @property
    def order(self) -> DiscussionOrder:
        """The order asked for."""
        return SORTS[self.sort]

    @property
    def searches(self) -> bool:
        """Whether something is looked for, beyond choosing a view."""
        typed = self.order_id or self.participant or self.subject or self.text
        return bool(typed or self.types or self.marketplaces or self.days.words)

    def filter(self) -> DiscussionFilter:
        """The same for the query."""
        return DiscussionFilter(
            store_ids=(self.store.pk,) if self.store else None,
            marketplaces=self.marketplaces or None,
            types=self.types or None,
            statuses=self.statuses or None,
            is_read=self.is_read,
            needs_reply=True if self.is_unanswered else None,
            order_id=self.order_id or None,
            participant=self.participant or None,
            subject=self.subject or None,
            text=self.text or None,
            last_message_after=self.days.after,
            last_message_before=self.days.before,
            has_failed=True if self.is_failed else None,
            is_overdue=True if self.due == "late" else None,
            is_due_soon=True if self.due == "soon" else None,
        )


def asked_of(query: QueryDict, viewer: Viewer) -> Asked:
    """Read the address without its unknown values; RefusalError NOT_FOUND for a store not to be seen."""
    statuses = _statuses(query)
    reads = set(query.getlist("read")) & {"read", "unread"}
    due = query.get("due", "")
    after = query.get("after") or None
    return Asked(
        store=_store(query, viewer),
        statuses=statuses,
        types=tuple(t for t in DiscussionType if t.value.lower() in query.getlist("type")),
        marketplaces=tuple(dict.fromkeys(m for m in query.getlist("marketplace") if m)),
        is_read=None if len(reads) != 1 else reads == {"read"},
        is_unanswered=query.get("unanswered") == "1",
        due=due if due in ("late", "soon") else "",
        is_failed=query.get("delivery") == "failed",
        order_id=_words(query, "order"),
        participant=_words(query, "participant"),
        subject=_words(query, "subject"),
        text=_words(query, "q"),
        days=Days(day_of(query.get("from")), day_of(query.get("to"))),
        sort=_sort(query),
        after=after,
        before=None if after else query.get("before") or None,
        seen=_number(query.get("seen")),
    )


def _statuses(query: QueryDict) -> tuple[DiscussionStatus, ...]:
    """Open unless the address says otherwise; `all` and the views across statuses take every one."""
    given = query.getlist("status")
    named = tuple(s for s in DiscussionStatus if s.value.lower() in given)
    across = "all" in given or any(key in query for key in ("due", "unanswered", "delivery"))
    return named if named or across else (DiscussionStatus.OPEN,)


def _store(query: QueryDict, viewer: Viewer) -> Store | None:
    given = query.get("store")
    if not given or given == "all":
        return None
    try:
        return store_of(viewer, UUID(given))
    except ValueError:
        return None


def _sort(query: QueryDict) -> str:
    """Newest first; what waits for an answer by its deadline."""
    given = query.get("sort", "")
    if given in SORTS:
        return given
    return "due" if query.get("due") in ("late", "soon") or query.get("unanswered") == "1" else "last"


def _words(query: QueryDict, key: str) -> str:
    return (query.get(key) or "").replace("\x00", "").strip()[:200]


def _number(text: str | None) -> int:
    return min(int(text), 1_000_000) if text and text.isdecimal() and text.isascii() else 0
