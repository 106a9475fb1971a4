"""rotateWebhookSecret."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.api.webhook.payload import WebhookSecretPayload, shown
from guichet.events.actions import rotate_secret as action


@mutation("Gives a webhook a new secret; for 24 hours the former one signs too.")
@refusable(WebhookSecretPayload)
def rotate_webhook_secret(info: Info, webhook_id: strawberry.ID) -> WebhookSecretPayload:
    """By the action of the events room."""
    viewer = info.context.viewer
    key = required_key(Kind.WEBHOOK, webhook_id, "webhookId")
    changed, secret = action.rotate_webhook_secret(viewer, key)
    return WebhookSecretPayload(webhook=shown(viewer, changed), secret=secret)
