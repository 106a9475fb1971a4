"""The rows to copy, as PostgreSQL reads them, and the columns that they fill."""

from dataclasses import dataclass, field

Row = tuple[str | int | bool | None, ...]

COLUMNS = {
    "discussion": (
        "id", "account_id", "store_id", "channel_id", "marketplace", "marketplace_discussion_id", "type",
        "status", "is_read", "subject", "snippet", "participants", "initiator", "possible_recipients",
        "recipient_kinds", "order_ref", "message_count", "marketplace_message_count", "last_message_at",
        "needs_reply_since", "reply_due_at", "last_sync_at", "created_at", "updated_at",
    ),
    "message": (
        "id", "account_id", "discussion_id", "marketplace_message_id", "author_kind", "author_name",
        "recipients", "body", "sent_at", "created_at", "delivery", "delivery_error", "checks",
    ),
    "attachment": (
        "id", "account_id", "discussion_id", "message_id", "marketplace_attachment_id", "file_name",
        "content_type", "size_bytes", "digest", "state", "attempts", "error", "created_at",
    ),
    "marketplace_order": (
        "id", "account_id", "channel_id", "marketplace_order_id", "state", "placed_at", "total", "currency",
        "customer_name", "url", "data", "fetched_at", "fetch_failures",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Rows:
    """The rows of each table, in the order of COLUMNS."""

    discussion: list[Row] = field(default_factory=list)
    message: list[Row] = field(default_factory=list)
    attachment: list[Row] = field(default_factory=list)
    marketplace_order: list[Row] = field(default_factory=list)
