"""The list that a conversation was reached from: in the address, so that it outlives every form there."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.cursors import read_cursor
from guichet.inbox.queries.discussion_order import STRETCHES
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.neighbours import Neighbours, neighbours_of, place_of
from guichet.web.inbox.asked import Asked

# Parts of the address that belong to this page and not to the list: the place that the discussion had in the
# list when it was opened (an answer moves it), the reply that left from the page before, the whole thread,
# and when the marketplace was asked (seconds since 1970).
PLACE, LEFT, ALL, ASKED = "at", "left", "all", "asked"


@dataclass(frozen=True, slots=True)
class CameFrom:
    """`query` is the list's own; `here` goes with every form of the page and leads back to it."""

    query: str
    place: str
    beside: Neighbours

    @property
    def here(self) -> str:
        """The list's query with the place in it."""
        return f"{self.query}&{PLACE}={self.place}" if self.query else f"{PLACE}={self.place}"

    @property
    def next_link(self) -> str:
        """The conversation after this one; empty at the end of the list."""
        return self.link_to(self.beside.next)

    @property
    def previous_link(self) -> str:
        """The conversation before this one; empty at the start of the list."""
        return self.link_to(self.beside.previous)

    def link_to(self, row: DiscussionRow | None) -> str:
        """A discussion of the same list."""
        if row is None:
            return ""
        return f"/d/{row.id}?{self.query}" if self.query else f"/d/{row.id}"


def came_from(address: QueryDict, viewer: Viewer, asked: Asked, row: DiscussionRow) -> CameFrom:
    """Where the reader comes from; a place that is not of this list and this discussion is not believed."""
    place = _place(address.get(PLACE), asked, row) or place_of(row, asked.order)
    return CameFrom(query_of(address), place, neighbours_of(viewer, asked.filter(), asked.order, place))


def address_of(request: HttpRequest) -> QueryDict:
    """What the page's address said, for a form of the page."""
    return QueryDict(request.POST.get("from", "")) if "from" in request.POST else request.GET


def query_of(address: QueryDict) -> str:
    """The list's own part."""
    own = address.copy()
    for name in (PLACE, LEFT, ALL, ASKED):
        own.pop(name, None)
    return own.urlencode()


def suffix_of(address: QueryDict, **more: str) -> str:
    """The list and the place in it, as they are put behind a path."""
    own = address.copy()
    for name in (LEFT, ALL, ASKED):
        own.pop(name, None)
    for name, value in more.items():
        own[name] = value
    return f"?{own.urlencode()}" if own else ""


def _place(given: str | None, asked: Asked, row: DiscussionRow) -> str | None:
    if not given:
        return None
    try:
        cursor = read_cursor(given, asked.order, len(STRETCHES[asked.order]))
    except RefusalError:
        return None
    return given if cursor.row_id == row.id else None
