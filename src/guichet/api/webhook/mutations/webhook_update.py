"""updateWebhook."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.api.webhook.inputs import UpdateWebhookInput, changes_of
from guichet.api.webhook.payload import WebhookPayload, shown
from guichet.events.actions import update_webhook as action


@mutation("Changes a webhook, or switches it on and off.")
@refusable(WebhookPayload)
def update_webhook(
    info: Info, given: Annotated[UpdateWebhookInput, strawberry.argument(name="input")]
) -> WebhookPayload:
    """By the action of the events room."""
    viewer = info.context.viewer
    key = required_key(Kind.WEBHOOK, given.webhook_id, "webhookId")
    return WebhookPayload(webhook=shown(viewer, action.update_webhook(viewer, key, changes_of(given))))
