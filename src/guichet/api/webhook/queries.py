"""Asking for webhooks."""

import strawberry

from guichet.accounts.errors import ErrorCode, refuse
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, required_key
from guichet.api.webhook.types import Webhook, WebhookDeliveryPage, delivery, webhook
from guichet.events.models import DeliveryState
from guichet.events.queries.webhooks import deliveries_of, waiting_of, webhooks_of


@resolved("The account's webhooks, for owners and managers.")
def webhooks(info: Info) -> list[Webhook]:
    """The oldest first."""
    viewer = info.context.viewer
    rows = webhooks_of(viewer)
    waiting = waiting_of(viewer, [row.pk for row in rows])
    return [webhook(row, waiting.get(row.pk, 0)) for row in rows]


@resolved("What was and is to be told to a webhook, the newest first; `first` is 1 to 100.")
def webhook_deliveries(
    info: Info,
    webhook_id: strawberry.ID,
    first: int = 50,
    after: str | None = None,
    state: DeliveryState | None = None,
) -> WebhookDeliveryPage:
    """One page."""
    key = required_key(Kind.WEBHOOK, webhook_id, "webhookId")
    rows = deliveries_of(info.context.viewer, key, first, _position(after), state and state.value)
    end = str(rows[first - 1].position) if len(rows) > first else None
    return WebhookDeliveryPage(nodes=[delivery(row) for row in rows[:first]], end_cursor=end)


def _position(after: str | None) -> int | None:
    if after is None:
        return None
    if not (after.isascii() and after.isdigit()) or len(after) > 18:
        message = "`after` is not a cursor of Guichet: use an endCursor as it came, or leave it out."
        raise refuse(ErrorCode.INVALID, message, "after")
    return int(after)
