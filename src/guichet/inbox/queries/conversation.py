"""All of one discussion, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Attachment, Order
from guichet.inbox.queries.attachments import attachments_of_discussions
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.orders import orders_by_key
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
    files = attachments_of_discussions(viewer, [row.id]).get(row.id, [])
    window = whole(viewer, row.id) if is_whole else end_of(viewer, row.id)
    return Conversation(row, window, with_files(window.rows, files), _order_of(viewer, row), files)


def with_files(messages: Sequence[ThreadRow], files: Sequence[Attachment]) -> list[MessageWithFiles]:
    """Each message with those of the files that are its own."""
    owned = sorted((f for f in files if f.message_id), key=lambda f: str(f.message_id))
    by_message = {key: list(group) for key, group in groupby(owned, key=lambda f: f.message_id)}
    return [MessageWithFiles(message, by_message.get(message.id, [])) for message in messages]


def _order_of(viewer: Viewer, row: DiscussionRow) -> Order | None:
    if not row.order_ref:
        return None
    key = (row.channel_id, row.order_ref)
    return orders_by_key(viewer, [key]).get(key)
