"""Outside systems are told."""

from uuid import UUID

from django.conf import settings

from guichet.events.deliver import deliver as deliver_events
from guichet.events.models import Webhook
from guichet.events.outbox import wake_owners, wake_webhook
from guichet.events.prune import prune as prune_events
from guichet.events.queries.due import webhooks_to_wake
from guichet.events.queries.untold import dead_and_untold
from guichet.events.tell_owners import tell_owners as write_to_owners
from guichet.jobs.app import job

# Shorter than the moment that a worker has to end.
WITHIN_SECONDS = 2.0
LOOK = "* * * * * */2" if settings.GUICHET_SYNC_INTERVAL >= 60 else "* * * * * *"


@job("webhook.wake", cron=LOOK, queueing_lock="webhook.wake")
def wake(timestamp: int) -> None:
    """Wake the webhooks that something waits for."""
    for webhook_id in webhooks_to_wake():
        wake_webhook(webhook_id)


@job("webhook.deliver", of=Webhook)
def deliver(webhook_id: str) -> None:
    """Tell one webhook what waits for it."""
    deliver_events(UUID(webhook_id), WITHIN_SECONDS)


@job("webhook.tell_owners", of=Webhook)
def tell_owners(webhook_id: str) -> None:
    """Write to the owners that it was switched off."""
    write_to_owners(UUID(webhook_id))


@job("webhook.sweep", cron="* * * * *", queueing_lock="webhook.sweep")
def sweep(timestamp: int) -> None:
    """Find owners whose mail could not leave."""
    for webhook_id in dead_and_untold():
        wake_owners(webhook_id)


@job("webhook.prune", cron="47 4 * * *", queueing_lock="webhook.prune")
def prune(timestamp: int) -> None:
    """Forget what was told a month ago."""
    prune_events()
