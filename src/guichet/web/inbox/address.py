"""A filter and an order as the list's address: what `asked_of` reads."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.web.inbox.days import TICK

SORTS = {
    "due": DiscussionOrder.REPLY_DUE_ASC,
    "last": DiscussionOrder.LAST_MESSAGE_DESC,
    "-last": DiscussionOrder.LAST_MESSAGE_ASC,
}
SORT_OF = {order: name for name, order in SORTS.items()}


def address_of(wanted: DiscussionFilter, order: DiscussionOrder, store: UUID | None = None) -> str:
    """The query string; `store` stands in where the filter names none."""
    query = QueryDict(mutable=True)
    query.setlist("status", [s.value.lower() for s in wanted.statuses or ()] or ["all"])
    query.setlist("type", [t.value.lower() for t in wanted.types or ()])
    query.setlist("marketplace", list(wanted.marketplaces or ()))
    for name, value in _single(wanted, store).items():
        if value:
            query[name] = value
    query["sort"] = SORT_OF[order]
    return query.urlencode()


def _single(wanted: DiscussionFilter, store: UUID | None) -> dict[str, str | None]:
    own = wanted.store_ids[0] if wanted.store_ids else store
    return {
        "read": None if wanted.is_read is None else "read" if wanted.is_read else "unread",
        "due": "late" if wanted.is_overdue else "soon" if wanted.is_due_soon else None,
        "unanswered": "1" if wanted.needs_reply else None,
        "delivery": "failed" if wanted.has_failed else None,
        "order": wanted.order_id,
        "participant": wanted.participant,
        "subject": wanted.subject,
        "q": wanted.text,
        "from": _day(wanted.last_message_after, TICK),
        "to": _day(wanted.last_message_before, -TICK),
        "store": str(own) if own else None,
    }


def _day(moment: datetime | None, inwards: timedelta) -> str | None:
    """The day in the reader's zone on which a span begins or ends."""
    return None if moment is None else timezone.localdate(moment + inwards).isoformat()
