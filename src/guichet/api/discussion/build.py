"""From rows to discussions."""

from collections.abc import Sequence

from guichet.accounts.viewer import Viewer
from guichet.api.discussion.types import Discussion
from guichet.api.ids import Kind, global_id
from guichet.api.peers import Peers
from guichet.inbox.queries.discussion_row import DiscussionRow


def discussions(viewer: Viewer, rows: Sequence[DiscussionRow]) -> list[Discussion]:
    """All of one list, as peers of each other."""
    peers = Peers(viewer, rows)
    return [_discussion(row, peers) for row in rows]


def _discussion(row: DiscussionRow, peers: Peers[DiscussionRow]) -> Discussion:
    return Discussion(
        id=global_id(Kind.DISCUSSION, row.id),
        row=row,
        peers=peers,
        marketplace_discussion_id=row.marketplace_discussion_id,
        merchant_discussion_id=row.merchant_discussion_id,
        is_read=row.is_read,
        subject=row.subject,
        order_id=row.order_ref,
        last_message_at=row.last_message_at,
        needs_reply_since=row.needs_reply_since,
        reply_due_at=row.reply_due_at,
        answer_waived_at=row.answer_waived_at if row.is_waived else None,
        last_sync_at=row.last_sync_at,
        created_at=row.created_at,
    )
