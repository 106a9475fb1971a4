"""The part of a thread that a page shows: its end, or from what is new to its reader on."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from uuid import UUID

from guichet.accounts.queries.quick_models import quick_models
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Visit
from guichet.inbox.queries.sql import Sql, fetch_often, select, sql

# How many messages a page shows at first, and how many more at a time.
PAGE = 50
# What is new is shown from its beginning on, with some of what came before, up to this many.
MOST = 200
BEFORE_NEW = 3
# An import further back brings messages that are new here and old there.
OLD = timedelta(days=1)


@dataclass(slots=True)
class ThreadRow:
    """One row of `message` as the thread shows it; times are aware, in UTC, and `earlier` is JSON still."""

    id: UUID
    discussion_id: UUID
    author_kind: str
    author_name: str
    recipients: list[str]
    body: str
    sent_at: datetime
    created_at: datetime
    delivery: str
    delivery_error: str | None
    leaves_at: datetime | None
    written_by_id: UUID | None
    edited_at: datetime | None
    earlier: str
    erased_at: datetime | None
    has_original: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Messages one after another, oldest first, and how many came before them.

    `seen_id` is the newest that this reader was shown before, as far as it was looked up.
    """

    rows: list[ThreadRow]
    earlier: int
    first_new_id: UUID | None = None
    seen_id: UUID | None = None

    @property
    def newest_id(self) -> UUID | None:
        """The newest message by its arrival here, which its id tells (UUIDv7)."""
        return max((row.id for row in self.rows), default=None)


_COLUMNS = ", ".join(f"m.{f.name}" for f in fields(ThreadRow) if f.name != "has_original")
COLUMNS = f"{_COLUMNS}, m.original IS NOT NULL"


def end_of(viewer: Viewer, discussion_id: UUID) -> Window:
    """The last messages; all that is new to this reader, from a little before it on, as far as that goes.

    The discussion's own permission is the caller's to check.
    """
    rows = _last(viewer, discussion_id, PAGE)
    visit = _visit(viewer, discussion_id)
    first_new = _first_new(viewer, rows, visit) if visit else None
    is_long = len(rows) == PAGE
    if is_long and visit and first_new is not None and first_new in rows[: BEFORE_NEW + 1]:
        rows = _last(viewer, discussion_id, MOST)
        first_new = _first_new(viewer, rows, visit)
        start = max(0, min(len(rows) - PAGE, rows.index(first_new) - BEFORE_NEW)) if first_new else 0
        rows = rows[start:]
    earlier = _count_before(viewer, rows[0]) if is_long else 0
    seen_id = visit.seen_message_id if visit else None
    return Window(rows, earlier, first_new.id if first_new else None, seen_id)


def whole(viewer: Viewer, discussion_id: UUID) -> Window:
    """Every message."""
    return Window(_last(viewer, discussion_id, None), 0)


def before(viewer: Viewer, discussion_id: UUID, message_id: UUID) -> Window:
    """The messages before one; nothing where there is no such message."""
    place = sql(
        "AND (m.sent_at, m.id) < (SELECT p.sent_at, p.id FROM message p"
        " WHERE p.account_id = %s AND p.discussion_id = %s AND p.id = %s)",
        viewer.account_id,
        discussion_id,
        message_id,
    )
    rows = _last(viewer, discussion_id, PAGE, place)
    return Window(rows, _count_before(viewer, rows[0]) if rows else 0)


def _visit(viewer: Viewer, discussion_id: UUID) -> Visit | None:
    own = "t.account_id = %s AND t.member_id = %s AND t.discussion_id = %s"
    found = quick_models(Visit, own, [viewer.account_id, viewer.member_id, discussion_id])
    return next(iter(found), None)


def _last(
    viewer: Viewer, discussion_id: UUID, limit: int | None, place: Sql | None = None
) -> list[ThreadRow]:
    wanted = _of(COLUMNS, viewer, discussion_id) + (place or sql(""))
    wanted += sql("ORDER BY m.sent_at DESC, m.id DESC")
    if limit is not None:
        wanted += sql(f"LIMIT {limit:d}")
    return [ThreadRow(*values) for values in reversed(fetch_often(wanted))]


def _of(columns: str, viewer: Viewer, discussion_id: UUID) -> Sql:
    where = sql("m.account_id = %s AND m.discussion_id = %s", viewer.account_id, discussion_id)
    return select(columns, "message m WHERE") + where


def _count_before(viewer: Viewer, row: ThreadRow) -> int:
    counted = _of("count(*)", viewer, row.discussion_id)
    found = fetch_often(counted + sql("AND (m.sent_at, m.id) < (%s, %s)", row.sent_at, row.id))
    return int(found[0][0])


def _first_new(viewer: Viewer, rows: list[ThreadRow], visit: Visit) -> ThreadRow | None:
    for row in rows:
        is_newer = row.id > visit.seen_message_id and row.sent_at > visit.seen_at - OLD
        if is_newer and row.written_by_id != viewer.member_id:
            return row
    return None
