"""What a webhook says: ids, statuses and a link; a customer's words only where its owner asked for them."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from guichet.events.queries.due import Due

# The same prefixes as the API's ids (a test compares them): this room stands below it.
DISCUSSION, MESSAGE, CHANNEL, STORE = "dis", "msg", "cha", "sto"


def event_id(key: UUID) -> str:
    """The header `webhook-id`: the same in every try, so that a receiver can tell a repetition."""
    return f"evt_{key.hex}"


def body_of(event: Due) -> str:
    """The whole payload (Standard Webhooks 1.0, "Payload structure")."""
    told = {"type": event.kind, "timestamp": _moment(event.occurred_at), "data": _data(event)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _data(event: Due) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(event.facts)
    if event.message_id is not None:
        message = {"id": _id(MESSAGE, event.message_id), **facts}
        if event.text is not None:
            message["text"] = event.text
        return {"discussion": _discussion(event), "message": message}
    if event.discussion_id is not None:
        return {"discussion": _discussion(event), **facts}
    return {"channel": _channel(event), **facts} if event.channel_id else facts


def _discussion(event: Due) -> dict[str, Any]:
    return {
        "id": _id(DISCUSSION, event.discussion_id),
        "merchantDiscussionId": event.merchant_discussion_id,
        "status": event.status,
        "type": event.type,
        "orderId": event.order_ref,
        "channel": _channel(event),
        "link": _link(f"/d/{event.discussion_id}"),
    }


def _channel(event: Due) -> dict[str, Any]:
    return {
        "id": _id(CHANNEL, event.channel_id),
        "storeId": _id(STORE, event.store_id),
        "marketplace": event.marketplace,
    }


def _id(prefix: str, key: UUID | None) -> str | None:
    return f"{prefix}_{key.hex}" if key else None


def _link(path: str) -> str | None:
    """None where the installation does not know how it is reached."""
    return f"{settings.GUICHET_BASE_URL}{path}" if settings.GUICHET_BASE_URL else None


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
