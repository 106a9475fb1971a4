"""Rows as an ingest would leave them, written straight to the tables."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Func, Value

from guichet.accounts.models import Channel, Store
from guichet.inbox.models import (
    Attachment,
    AttachmentState,
    Delivery,
    Discussion,
    DiscussionSearch,
    Message,
    MessageSearch,
    Order,
)

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINA = {"kind": "CUSTOMER", "name": "Lina Étienne", "marketplace_id": "c1", "email": "lina@example.com"}


def channel_in(store: Store, marketplace: str = "mirakl-auchan", shop: str = "1") -> Channel:
    """A channel that nobody ever synchronises."""
    return Channel.objects.create(
        account_id=store.account_id,
        store=store,
        marketplace=marketplace,
        platform="MIRAKL",
        shop_key=shop,
        credentials=b"",
        backfill_since=NOON,
    )


def discussion_in(channel: Channel, said: Sequence[str] = ("Bonjour",), **values: Any) -> Discussion:
    """A discussion with one message for each text, found by searches."""
    defaults: dict[str, Any] = {
        "marketplace_discussion_id": f"thread-{Discussion.objects.filter(channel=channel).count() + 1}",
        "type": "ORDER",
        "subject": "Où est ma commande ?",
        "participants": [LINA],
        "last_message_at": NOON,
        "created_at": NOON - HOUR,
        "message_count": len(said),
    }
    row = Discussion.objects.create(
        account_id=channel.account_id,
        store_id=channel.store_id,
        channel=channel,
        marketplace=channel.marketplace,
        **defaults | values,
    )
    names = [text for p in row.participants for text in (p["name"], p.get("email")) if text]
    DiscussionSearch.objects.create(
        discussion=row,
        account_id=row.account_id,
        subject=folded(row.subject),
        participants=folded("\n".join(names)),
    )
    for number, text in enumerate(said):
        message_in(row, text, sent_at=NOON + number * HOUR)
    return row


def message_in(discussion: Discussion, body: str, *files: str, **values: Any) -> Message:
    """A message of the customer, with files that are stored, found by searches."""
    defaults: dict[str, Any] = {"author_kind": "CUSTOMER", "author_name": "Lina Étienne", "sent_at": NOON}
    message = Message.objects.create(
        account_id=discussion.account_id,
        discussion=discussion,
        body=body,
        recipients=["MERCHANT"],
        **defaults | values,
    )
    MessageSearch.objects.create(
        message=message,
        account_id=discussion.account_id,
        discussion=discussion,
        words=folded("\n".join([body, *files])),
    )
    for name in files:
        attachment_in(discussion, message, name)
    return message


def failed_reply_in(discussion: Discussion) -> Message:
    """A reply that the marketplace refused."""
    return message_in(
        discussion, "Voilà", author_kind="MERCHANT", delivery=Delivery.FAILED, delivery_error="No."
    )


def attachment_in(
    discussion: Discussion | None, message: Message | None, name: str, **values: Any
) -> Attachment:
    """A stored file."""
    if discussion is not None:
        values["account_id"] = discussion.account_id
    return Attachment.objects.create(
        discussion=discussion,
        message=message,
        file_name=name,
        content_type="application/pdf",
        size_bytes=1234,
        digest="0" * 64,
        state=AttachmentState.STORED,
        **values,
    )


def order_in(channel: Channel, order_id: str, **values: Any) -> Order:
    """An order that was fetched."""
    defaults: dict[str, Any] = {"state": "SHIPPED", "fetched_at": NOON}
    return Order.objects.create(
        account_id=channel.account_id, channel=channel, marketplace_order_id=order_id, **defaults | values
    )


def folded(text: str) -> Any:
    """The text as the database folds it."""
    return Func(Value(text), function="guichet_fold")
