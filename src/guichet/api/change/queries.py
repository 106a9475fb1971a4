"""Asking for changes."""

from collections.abc import Sequence
from uuid import UUID

from guichet.accounts.models import ChannelHealth
from guichet.accounts.viewer import Viewer
from guichet.api.change.types import Change, ChangePage
from guichet.api.channel.types import channel
from guichet.api.context import Info
from guichet.api.discussion.build import discussions
from guichet.api.field import resolved
from guichet.api.message.types import Message, message
from guichet.api.peers import Peers
from guichet.events.queries.feed import Changed, changes_after
from guichet.inbox import access
from guichet.inbox.queries.discussions import discussions_by_id
from guichet.inbox.queries.message_row import row_of


@resolved(
    "New and changed discussions and messages after a cursor, at least once each; `first` is 1 to 100 rows. "
    "Without `after`, nothing and a cursor that begins now, or with `fromStart` everything there is."
)
def changes(info: Info, after: str | None = None, first: int = 100, from_start: bool = False) -> ChangePage:
    """One page."""
    viewer = info.context.viewer
    page = changes_after(viewer, after, first, from_start=from_start)
    enabled = [one for one in info.context.channels.values() if one.is_enabled]
    return ChangePage(
        nodes=_nodes(viewer, page.changes),
        cursor=str(page.cursor),
        has_more=page.has_more,
        begins_anew=page.begins_anew,
        blocked_channels=[channel(one) for one in enabled if one.health == ChannelHealth.BLOCKED],
    )


def _nodes(viewer: Viewer, changed: Sequence[Changed]) -> list[Change]:
    found = discussions_by_id(viewer, [one.discussion_id for one in changed])
    there = [one for one in changed if one.discussion_id in found]
    built = discussions(viewer, [found[one.discussion_id] for one in there])
    messages = _messages(viewer, [key for one in there for key in one.message_ids])
    return [
        Change(discussion=discussion, messages=[messages[key] for key in one.message_ids if key in messages])
        for one, discussion in zip(there, built, strict=True)
    ]


def _messages(viewer: Viewer, keys: Sequence[UUID]) -> dict[UUID, Message]:
    rows = [row_of(found) for found in access.messages(viewer).filter(id__in=keys)]
    peers = Peers(viewer, rows)
    return {row.id: message(row, peers) for row in rows}
