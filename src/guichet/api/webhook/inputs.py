"""What is asked of webhooks."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from guichet.api.ids import Kind, required_key
from guichet.events.actions.update_webhook import WebhookChanges


@strawberry.input(description="An address to tell.")
class CreateWebhookInput:
    """What a new webhook is."""

    url: str = strawberry.field(description="https://… (http:// only where private hosts are allowed).")
    kinds: list[str] = strawberry.field(
        default_factory=list,
        description="message.created, discussion.changed, reply.delivered, reply.failed, channel.blocked;"
        " empty: all.",
    )
    store_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Of these stores; null: of all."
    )
    includes_text: bool = strawberry.field(
        default=False, description="Whether the words of messages are sent too. Without, ids and statuses."
    )


@strawberry.input(description="What to change about a webhook; null leaves it as it is.")
class UpdateWebhookInput:
    """What of a webhook changes."""

    webhook_id: strawberry.ID = strawberry.field(description="Which.")
    url: str | None = strawberry.field(default=None, description="Where it is told from now on.")
    kinds: list[str] | None = strawberry.field(default=None, description="What it is told of; empty: all.")
    store_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of these stores.")
    all_stores: bool = strawberry.field(default=False, description="Of all stores.")
    includes_text: bool | None = strawberry.field(default=None, description="With the words of messages.")
    is_enabled: bool | None = strawberry.field(
        default=None, description="On or off. Switched on, it is told in order what it missed."
    )
    skips_missed: bool = strawberry.field(default=False, description="Lets go of what waits for it.")


def stores(given: Sequence[strawberry.ID] | None) -> list[UUID] | None:
    """The keys of stores; RefusalError NOT_FOUND for what is none."""
    return None if given is None else [required_key(Kind.STORE, one, "storeIds") for one in given]


def changes_of(given: UpdateWebhookInput) -> WebhookChanges:
    """The changes of the action."""
    return WebhookChanges(
        url=given.url,
        kinds=given.kinds,
        store_ids=stores(given.store_ids),
        all_stores=given.all_stores,
        includes_text=given.includes_text,
        is_enabled=given.is_enabled,
        skips_missed=given.skips_missed,
    )
