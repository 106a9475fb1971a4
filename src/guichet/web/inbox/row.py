"""A discussion as one line of the list: words ready to be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.platforms.words import DiscussionType
from guichet.web.due import Due, due_in
from guichet.web.marketplaces import name_of, tile_of
from guichet.web.moments import exact, in_list
from guichet.web.people import counterpart, everybody

TYPES = {
    DiscussionType.ORDER: ("box", "Order"),
    DiscussionType.PRODUCT: ("tag", "Product"),
    DiscussionType.OTHER: ("chat", "Other"),
}
STATUS_NAMES = {"OPEN": "Open", "PENDING": "Pending", "SOLVED": "Solved", "CLOSED": "Closed"}
NO_SUBJECT = "(no subject)"


@dataclass(slots=True)
class Line:
    """One row; `link` carries the list's address so that the conversation knows the way back."""

    id: UUID
    link: str
    who: str
    everybody: str
    subject: str
    snippet: str
    type_icon: str
    type_name: str
    order_ref: str
    marketplace: str
    tile: str
    store: str
    status: str
    status_name: str
    due: Due | None
    last: datetime
    last_words: str
    last_exact: str
    is_unread: bool


def lines_of(rows: Iterable[DiscussionRow], stores: Mapping[UUID, str], query: str) -> list[Line]:
    """The rows of a page; `query` is the list's own address without its path."""
    now = timezone.now()
    return [_line(row, stores.get(row.store_id, ""), query, now) for row in rows]


def _line(row: DiscussionRow, store: str, query: str, now: datetime) -> Line:
    marketplace = name_of(row.marketplace)
    icon, type_name = TYPES[DiscussionType(row.type)]
    return Line(
        id=row.id,
        link=f"/d/{row.id}?{query}" if query else f"/d/{row.id}",
        who=counterpart(row.participants, marketplace),
        everybody=everybody(row.participants),
        subject=row.subject or NO_SUBJECT,
        snippet=row.snippet,
        type_icon=icon,
        type_name=type_name,
        order_ref=row.order_ref or "",
        marketplace=marketplace,
        tile=tile_of(row.marketplace),
        store=store,
        status=row.status.lower(),
        status_name=STATUS_NAMES[row.status],
        due=due_in(row.reply_due_at, now) if row.needs_reply_since else None,
        last=row.last_message_at,
        last_words=in_list(row.last_message_at, now),
        last_exact=exact(row.last_message_at),
        is_unread=not row.is_read,
    )
