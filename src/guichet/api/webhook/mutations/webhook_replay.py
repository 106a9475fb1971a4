"""replayWebhook."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.api.webhook.payload import WebhookDeliveryPayload
from guichet.api.webhook.types import delivery
from guichet.events.actions.replay import replay_delivery


@mutation("Tells one event again, under its own `webhook-id`.")
@refusable(WebhookDeliveryPayload)
def replay_webhook(info: Info, delivery_id: strawberry.ID) -> WebhookDeliveryPayload:
    """By the action of the events room."""
    key = required_key(Kind.WEBHOOK_DELIVERY, delivery_id, "deliveryId")
    return WebhookDeliveryPayload(delivery=delivery(replay_delivery(info.context.viewer, key)))
