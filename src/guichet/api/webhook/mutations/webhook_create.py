"""createWebhook."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.user_error import refusable
from guichet.api.webhook.inputs import CreateWebhookInput, stores
from guichet.api.webhook.payload import WebhookSecretPayload, shown
from guichet.events.actions import create_webhook as action


@mutation("Has an address told what happens; its secret is shown this once.")
@refusable(WebhookSecretPayload)
def create_webhook(
    info: Info, given: Annotated[CreateWebhookInput, strawberry.argument(name="input")]
) -> WebhookSecretPayload:
    """By the action of the events room."""
    viewer = info.context.viewer
    made, secret = action.create_webhook(
        viewer, given.url, given.kinds, stores(given.store_ids), includes_text=given.includes_text
    )
    return WebhookSecretPayload(webhook=shown(viewer, made), secret=secret)
