"""From rows to discussions."""

from collections.abc import Sequence

from guichet.accounts.viewer import Viewer
from guichet.api.discussion.loaders import channels
from guichet.api.discussion.types import Discussion, Product
from guichet.api.enums import DiscussionStatus, DiscussionType, ParticipantKind
from guichet.api.ids import Kind, global_id
from guichet.api.marketplace.types import marketplace_of
from guichet.api.participant.types import participant
from guichet.api.peers import Peers
from guichet.inbox.queries.discussion_row import DiscussionRow, ProductData


def discussions(viewer: Viewer, rows: Sequence[DiscussionRow]) -> list[Discussion]:
    """All of one list, as peers of each other."""
    peers = Peers(viewer, rows)
    return [_discussion(row, peers) for row in rows]


def _discussion(row: DiscussionRow, peers: Peers[DiscussionRow]) -> Discussion:
    return Discussion(
        id=global_id(Kind.DISCUSSION, row.id),
        row=row,
        peers=peers,
        marketplace=marketplace_of(row.marketplace, lambda: peers.ask(channels)[row.channel_id].platform),
        marketplace_discussion_id=row.marketplace_discussion_id,
        merchant_discussion_id=row.merchant_discussion_id,
        type=DiscussionType(row.type),
        status=DiscussionStatus(row.status),
        is_read=row.is_read,
        subject=row.subject,
        participants=[participant(data) for data in row.participants],
        initiator=participant(row.initiator) if row.initiator else None,
        order_id=row.order_ref,
        product=_product(row.product) if row.product else None,
        possible_recipients=[ParticipantKind(kind) for kind in row.recipient_kinds],
        last_message_at=row.last_message_at,
        needs_reply_since=row.needs_reply_since,
        reply_due_at=row.reply_due_at,
        answer_waived_at=row.answer_waived_at if row.is_waived else None,
        last_sync_at=row.last_sync_at,
        created_at=row.created_at,
    )


def _product(data: ProductData) -> Product:
    return Product(
        title=data.get("title"),
        sku=data.get("sku"),
        marketplace_product_id=data.get("marketplace_product_id"),
        url=data.get("url"),
    )
