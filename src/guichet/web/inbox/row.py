"""A discussion as one line of the list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import quote
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.web.due import Due, due_for
from guichet.web.inbox.pressed import Kind, pressed
from guichet.web.marketplaces import name_of, tile_of
from guichet.web.moments import Reader
from guichet.web.people import counterpart, everybody
from guichet.web.statuses import NO_SUBJECT, STATUS_NAMES, TYPES

# The page of a conversation names them too.
__all__ = ["NO_SUBJECT", "STATUS_NAMES", "TYPES", "Frame", "lines_of"]

NO_CHIP = Due("", "", "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows of a page share: store names, the list's query string, whether changes are allowed."""

    stores: Mapping[UUID, str]
    query: str
    may_reply: bool

    @property
    def here(self) -> str:
        """The list's address as the value of a parameter."""
        return quote(f"/?{self.query}" if self.query else "/", safe="")


def lines_of(rows: Iterable[DiscussionRow], frame: Frame) -> list[SafeString]:
    """The rows of a page, as HTML."""
    reader = Reader.at(timezone.now())
    here = frame.here
    return [_line(row, frame, here, reader) for row in rows]


def _line(row: DiscussionRow, frame: Frame, here: str, reader: Reader) -> SafeString:
    marketplace = name_of(row.marketplace)
    due = due_for(row, reader)
    kind = Kind(
        status=row.status.lower(),
        type=row.type,
        is_unread=not row.is_read,
        has_order=bool(row.order_ref),
        has_snippet=bool(row.snippet),
        waits=row.needs_reply_since is not None,
        due=None if due is None else due.level,
        may_reply=frame.may_reply,
    )
    words = {
        "id": str(row.id),
        "link": f"/d/{row.id}?{frame.query}" if frame.query else f"/d/{row.id}",
        "here": here,
        "who": counterpart(row.participants, marketplace),
        "everybody": everybody(row.participants),
        "subject": row.subject or str(NO_SUBJECT),
        "snippet": row.snippet,
        "order_ref": row.order_ref or "",
        "marketplace": marketplace,
        "tile": tile_of(row.marketplace),
        "store": frame.stores.get(row.store_id, ""),
        **_times(row, due or NO_CHIP, reader),
    }
    return pressed(kind, reader.language, words)


def _times(row: DiscussionRow, due: Due, reader: Reader) -> dict[str, str]:
    last = row.last_message_at
    return {
        "due_text": due.text,
        "due_title": due.title,
        "utc": last.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "exact": reader.exact(last),
        "last": reader.in_list(last),
    }
