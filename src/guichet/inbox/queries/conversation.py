"""All of one discussion, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import access
from guichet.inbox.models import Attachment, Message, Order
from guichet.inbox.queries.attachments import attachments_of_discussions
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.orders import orders_by_key


@dataclass(frozen=True, slots=True)
class MessageWithFiles:
    """A message and its own files."""

    message: Message
    attachments: Sequence[Attachment]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A discussion, its messages oldest first, its order where it was fetched, and all files."""

    row: DiscussionRow
    messages: Sequence[MessageWithFiles]
    order: Order | None
    attachments: Sequence[Attachment]


def conversation_of(viewer: Viewer, discussion_id: UUID) -> Conversation:
    """The whole conversation in four queries at most; RefusalError NOT_FOUND."""
    row = discussion_by_id(viewer, discussion_id)
    if row is None:
        raise access.no_such_discussion()
    files = attachments_of_discussions(viewer, [row.id]).get(row.id, [])
    messages = access.messages(viewer).filter(discussion_id=row.id).order_by("sent_at", "id")
    return Conversation(row, _with_files(list(messages), files), _order_of(viewer, row), files)


def _with_files(messages: Sequence[Message], files: Sequence[Attachment]) -> list[MessageWithFiles]:
    owned = sorted((f for f in files if f.message_id), key=lambda f: str(f.message_id))
    by_message = {key: list(group) for key, group in groupby(owned, key=lambda f: f.message_id)}
    return [MessageWithFiles(message, by_message.get(message.id, [])) for message in messages]


def _order_of(viewer: Viewer, row: DiscussionRow) -> Order | None:
    if not row.order_ref:
        return None
    key = (row.channel_id, row.order_ref)
    return orders_by_key(viewer, [key]).get(key)
