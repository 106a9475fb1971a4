"""What changed since a page looked, asked by every open page (docs/decisions/0009-live.md)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from guichet.accounts.queries.quick import quick
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.sql import Sql, fetch, sql
from guichet.inbox.queries.version import NOW, Version, unseen, version_of

# Pages that missed more than this are better drawn anew.
MOST = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """The discussions that changed, and the version to ask with next time.

    `discussions` None stands for all of them: too many, or a version of another history of the database.
    """

    version: Version
    discussions: tuple[UUID, ...] | None

    @property
    def is_nothing(self) -> bool:
        """Whether a page may stay as it is."""
        return self.discussions == ()


def changes_since(viewer: Viewer, since: Version | None, discussion_id: UUID | None = None) -> Changes:
    """The visible discussions, or the one, with a change that the version has not seen; one query.

    None as the version stands for one that cannot be read.
    """
    looked = since or Version("", "1:1:")
    found = sql(", ARRAY(") + changed(viewer, looked, discussion_id) + sql("LIMIT %s)", MOST + 1)
    asked = NOW + found
    *now, ids = quick(asked.text, asked.params)[0]
    version = version_of(*now)
    is_ours = since is not None and since.history == version.history
    return Changes(version, tuple(ids) if is_ours and len(ids) <= MOST else None)


def changed(viewer: Viewer, since: Version, discussion_id: UUID | None = None) -> Sql:
    """The ids of the visible discussions that changed themselves, or a message of theirs."""
    rows = sql("SELECT d.id FROM discussion d WHERE d.account_id = %s AND", viewer.account_id)
    rows += unseen("d", since)
    messages = sql("SELECT m.discussion_id FROM message m WHERE m.account_id = %s AND", viewer.account_id)
    messages += unseen("m", since)
    if discussion_id is not None:
        rows += sql("AND d.id = %s", discussion_id)
        messages += sql("AND m.discussion_id = %s", discussion_id)
    if viewer.store_ids is not None:
        stores = sorted(viewer.store_ids)
        rows += sql("AND d.store_id = ANY(%s)", stores)
        seen = "AND EXISTS (SELECT 1 FROM discussion s WHERE s.id = m.discussion_id AND s.store_id = ANY(%s))"
        messages += sql(seen, stores)
    return rows + sql("UNION") + messages


@dataclass(frozen=True, slots=True)
class Told:
    """A message of a thread, and whether the page has not seen it as it is now."""

    id: UUID
    sent_at: datetime
    is_changed: bool


def thread_since(viewer: Viewer, discussion_id: UUID, since: Version | None) -> list[Told]:
    """All messages of a discussion, oldest first; all are changed for a version that cannot be read.

    The discussion's own permission is the caller's to check.
    """
    columns = sql("SELECT m.id, m.sent_at, (") + (sql("true") if since is None else unseen("m", since))
    where = sql("m.account_id = %s AND m.discussion_id = %s", viewer.account_id, discussion_id)
    asked = columns + sql(") FROM message m WHERE") + where + sql("ORDER BY m.sent_at, m.id")
    return [Told(*row) for row in fetch(asked)]
