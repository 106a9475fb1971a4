"""deleteWebhook."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, global_id, required_key
from guichet.api.user_error import refusable
from guichet.api.webhook.payload import DeleteWebhookPayload
from guichet.events.actions import delete_webhook as action


@mutation("Removes a webhook with all that was and was to be told to it.")
@refusable(DeleteWebhookPayload)
def delete_webhook(info: Info, webhook_id: strawberry.ID) -> DeleteWebhookPayload:
    """By the action of the events room."""
    key = required_key(Kind.WEBHOOK, webhook_id, "webhookId")
    action.delete_webhook(info.context.viewer, key)
    return DeleteWebhookPayload(deleted_id=global_id(Kind.WEBHOOK, key))
