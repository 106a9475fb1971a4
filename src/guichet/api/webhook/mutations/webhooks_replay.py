"""replayWebhooks."""

from datetime import datetime

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.api.webhook.payload import ReplayWebhooksPayload
from guichet.events.actions.replay import replay_since


@mutation("Tells again what happened since a time and was not taken; with `includeDelivered`, all of it.")
@refusable(ReplayWebhooksPayload)
def replay_webhooks(
    info: Info, webhook_id: strawberry.ID, since: datetime, include_delivered: bool = False
) -> ReplayWebhooksPayload:
    """By the action of the events room."""
    key = required_key(Kind.WEBHOOK, webhook_id, "webhookId")
    count = replay_since(info.context.viewer, key, since, includes_delivered=include_delivered)
    return ReplayWebhooksPayload(count=count)
