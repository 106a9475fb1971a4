"""Webhooks and what was told to them, for the faces."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count

from guichet.accounts.viewer import Viewer
from guichet.events import access
from guichet.events.models import DeliveryState, Webhook, WebhookDelivery
from guichet.inbox.queries.cursors import check_first


def webhooks_of(viewer: Viewer) -> list[Webhook]:
    """The oldest first; RefusalError FORBIDDEN to agents and readers."""
    return list(access.webhooks(viewer).order_by("created_at", "id"))


def waiting_of(viewer: Viewer, webhook_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many events wait for each."""
    rows = WebhookDelivery.objects.filter(account_id=viewer.account_id, webhook_id__in=webhook_ids)
    waiting = rows.filter(state=DeliveryState.WAITING)
    return dict(waiting.values_list("webhook_id").annotate(count=Count("id")))


def deliveries_of(
    viewer: Viewer, webhook_id: UUID, first: int, before: int | None = None, state: str | None = None
) -> list[WebhookDelivery]:
    """The newest first, before a position; one more than asked for where there are more.

    RefusalError NOT_FOUND for the webhook, INVALID for `first` outside 1 to 100.
    """
    check_first(first)
    rows = access.one_webhook(viewer, webhook_id).deliveries.order_by("-position")
    rows = rows if before is None else rows.filter(position__lt=before)
    rows = rows if state is None else rows.filter(state=state)
    return list(rows[: first + 1])
