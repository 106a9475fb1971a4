"""What the mutations of webhooks answer."""

import strawberry

from guichet.accounts.viewer import Viewer
from guichet.api.user_error import UserError
from guichet.api.webhook.types import Webhook, WebhookDelivery, webhook
from guichet.events import models
from guichet.events.queries.webhooks import waiting_of


@strawberry.type(description="What became of the request about a webhook.")
class WebhookPayload:
    """The webhook, or why not."""

    webhook: Webhook | None = strawberry.field(default=None, description="As it is now; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="A webhook with its secret, which is shown this once.")
class WebhookSecretPayload:
    """The webhook and its secret, or why not."""

    webhook: Webhook | None = strawberry.field(default=None, description="As it is now; null on errors.")
    secret: str | None = strawberry.field(
        default=None, description="whsec_…, to verify signatures with (standardwebhooks.com). Keep it now."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to remove a webhook.")
class DeleteWebhookPayload:
    """The id that is gone, or why not."""

    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="An event that is told now.")
class WebhookDeliveryPayload:
    """The event, or why not."""

    delivery: WebhookDelivery | None = strawberry.field(default=None, description="Null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="Events that are told again.")
class ReplayWebhooksPayload:
    """How many, or why not."""

    count: int | None = strawberry.field(default=None, description="How many; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def shown(viewer: Viewer, row: models.Webhook) -> Webhook:
    """With the number of events that wait for it."""
    return webhook(row, waiting_of(viewer, [row.pk]).get(row.pk, 0))
