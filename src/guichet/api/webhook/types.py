"""Webhooks, and what is told to them."""

from datetime import datetime

import strawberry

from guichet.api.ids import Kind, global_id
from guichet.events.models import DeliveryState
from guichet.events.models import Webhook as WebhookRow
from guichet.events.models import WebhookDelivery as DeliveryRow

strawberry.enum(
    DeliveryState,
    name="WebhookDeliveryState",
    description="FAILED was given up after three days, SKIPPED was let go of by a person.",
)


@strawberry.type(description="An address that is told what happens, by signed POST requests.")
class Webhook:
    """A webhook as an owner sees it; its secret is shown once, when it is made."""

    id: strawberry.ID = strawberry.field(description="Its id.")
    url: str = strawberry.field(description="Where it is told.")
    kinds: list[str] = strawberry.field(description="What it is told of; empty: everything.")
    store_ids: list[strawberry.ID] | None = strawberry.field(description="Of these stores; null: of all.")
    includes_text: bool = strawberry.field(description="Whether it is told the words of messages too.")
    is_enabled: bool = strawberry.field(description="Whether it is told at all.")
    disabled_why: str | None = strawberry.field(
        description="Why Guichet switched it off; null unless it did."
    )
    disabled_at: datetime | None = strawberry.field(description="Since when it is off.")
    failing_since: datetime | None = strawberry.field(
        description="Since when it has taken nothing, null when all is well; three days switch it off."
    )
    last_delivered_at: datetime | None = strawberry.field(description="When it last took something.")
    former_secret_until: datetime | None = strawberry.field(
        description="Until when the former secret signs too; null when it was never changed."
    )
    waiting_count: int = strawberry.field(description="How many events wait for it.")
    created_at: datetime = strawberry.field(description="When it was made.")


@strawberry.type(description="One event for one webhook; kept for 30 days.")
class WebhookDelivery:
    """An event and what became of it."""

    id: strawberry.ID = strawberry.field(description="As its header `webhook-id` says.")
    kind: str = strawberry.field(description="What happened, such as message.created.")
    discussion_id: strawberry.ID | None = strawberry.field(description="In which discussion.")
    occurred_at: datetime = strawberry.field(description="When.")
    state: DeliveryState = strawberry.field(description="What became of it.")
    attempts: int = strawberry.field(description="How often it was tried.")
    last_try_at: datetime | None = strawberry.field(description="When it was tried last.")
    last_status: int | None = strawberry.field(description="The status of the answer; null where none came.")
    error: str | None = strawberry.field(description="Why no answer came.")
    next_try_at: datetime | None = strawberry.field(description="When it is tried again at the earliest.")


@strawberry.type(description="A page of events, the newest first.")
class WebhookDeliveryPage:
    """The cursor is null where nothing follows."""

    nodes: list[WebhookDelivery] = strawberry.field(description="The events.")
    end_cursor: str | None = strawberry.field(description="To be given as `after`; null at the end.")


def webhook(row: WebhookRow, waiting: int) -> Webhook:
    """A webhook to give out."""
    return Webhook(
        id=global_id(Kind.WEBHOOK, row.pk),
        url=row.url,
        kinds=list(row.kinds),
        store_ids=None if row.store_ids is None else [global_id(Kind.STORE, key) for key in row.store_ids],
        includes_text=row.includes_text,
        is_enabled=row.is_enabled,
        disabled_why=row.disabled_why or None,
        disabled_at=row.disabled_at,
        failing_since=row.failing_since,
        last_delivered_at=row.last_delivered_at,
        former_secret_until=row.previous_until,
        waiting_count=waiting,
        created_at=row.created_at,
    )


def delivery(row: DeliveryRow) -> WebhookDelivery:
    """An event to give out."""
    is_in_discussion = row.kind not in ("channel.blocked", "webhook.test")
    return WebhookDelivery(
        id=global_id(Kind.WEBHOOK_DELIVERY, row.pk),
        kind=row.kind,
        discussion_id=global_id(Kind.DISCUSSION, row.subject) if is_in_discussion else None,
        occurred_at=row.occurred_at,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        last_try_at=row.last_try_at,
        last_status=row.last_status,
        error=row.error or None,
        next_try_at=row.next_try_at,
    )
