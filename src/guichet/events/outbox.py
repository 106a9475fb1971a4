"""Wakes the jobs of this room; what they have to do stands in rows, so a lost job is found again."""

from uuid import UUID

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from guichet.accounts.queue import queue


def wake_webhook(webhook_id: UUID) -> None:
    """Tell this webhook what waits for it."""
    _defer("webhook.deliver", webhook_id)


def wake_owners(webhook_id: UUID) -> None:
    """Tell the owners that this webhook was switched off."""
    _defer("webhook.tell_owners", webhook_id)


def _defer(job: str, webhook_id: UUID) -> None:
    """At most one of it waits; the savepoint keeps a refused lock from spoiling the caller's transaction."""
    lock = f"{job}:{webhook_id}"
    try:
        with transaction.atomic():
            queue.configure_task(job, allow_unknown=True, queueing_lock=lock).defer(
                webhook_id=str(webhook_id)
            )
    except AlreadyEnqueued:
        return
