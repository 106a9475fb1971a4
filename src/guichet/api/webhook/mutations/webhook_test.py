"""testWebhook."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.api.webhook.payload import WebhookDeliveryPayload
from guichet.api.webhook.types import delivery
from guichet.events.actions.try_webhook import try_webhook


@mutation("Sends an event of the kind webhook.test; `webhookDeliveries` shows what became of it.")
@refusable(WebhookDeliveryPayload)
def test_webhook(info: Info, webhook_id: strawberry.ID) -> WebhookDeliveryPayload:
    """By the action of the events room."""
    key = required_key(Kind.WEBHOOK, webhook_id, "webhookId")
    return WebhookDeliveryPayload(delivery=delivery(try_webhook(info.context.viewer, key)))
