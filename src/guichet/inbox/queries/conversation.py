"""All of one discussion, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import prefetch_related_objects

from guichet.accounts.queries.quick_models import quick_models
from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Attachment, Order
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.thread import ThreadRow, Window, end_of, whole


@dataclass(frozen=True, slots=True)
class MessageWithFiles:
    """A message and its own files."""

    message: ThreadRow
    attachments: Sequence[Attachment]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A discussion, the end of its thread, its order where it was fetched, and all its files."""

    row: DiscussionRow
    window: Window
    messages: Sequence[MessageWithFiles]
    order: Order | None
    attachments: Sequence[Attachment]


def conversation_of(viewer: Viewer, discussion_id: UUID, *, is_whole: bool = False) -> Conversation:
    """The conversation for this reader in six queries at most; RefusalError NOT_FOUND."""
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise access.no_such_discussion()
    files = _files_of(viewer, row)
    window = whole(viewer, row.id) if is_whole else end_of(viewer, row.id)
    return Conversation(row, window, with_files(window.rows, files), _order_of(viewer, row), files)


def with_files(messages: Sequence[ThreadRow], files: Sequence[Attachment]) -> list[MessageWithFiles]:
    """Each message with those of the files that are its own."""
    owned = sorted((f for f in files if f.message_id), key=lambda f: str(f.message_id))
    by_message = {key: list(group) for key, group in groupby(owned, key=lambda f: f.message_id)}
    return [MessageWithFiles(message, by_message.get(message.id, [])) for message in messages]


def _files_of(viewer: Viewer, row: DiscussionRow) -> Sequence[Attachment]:
    """Who sees the discussion sees its files, in the order they came, each with its link where it has one."""
    own = "t.account_id = %s AND t.discussion_id = %s ORDER BY t.created_at, t.id"
    files = quick_models(Attachment, own, [viewer.account_id, row.id])
    prefetch_related_objects(files, "link")
    return files


def _order_of(viewer: Viewer, row: DiscussionRow) -> Order | None:
    """Its channel is the discussion's, so who sees the one sees the other."""
    if not row.order_ref:
        return None
    own = (
        "t.account_id = %s AND t.channel_id = %s AND t.marketplace_order_id = %s AND t.fetched_at IS NOT NULL"
    )
    found = quick_models(Order, own, [viewer.account_id, row.channel_id, row.order_ref])
    return next(iter(found), None)
