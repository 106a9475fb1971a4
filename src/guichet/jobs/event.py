"""Outside systems are told."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings

from guichet.accounts.scope import everywhere, within
from guichet.events.deliver import deliver as deliver_events
from guichet.events.outbox import wake_owners, wake_webhook
from guichet.events.prune import prune as prune_events
from guichet.events.queries.due import webhooks_to_wake
from guichet.events.queries.whose import account_of, dead_and_untold
from guichet.events.tell_owners import tell_owners as write_to_owners
from guichet.jobs.app import job

# Shorter than the moment that a worker has to end.
WITHIN_SECONDS = 2.0
LOOK = "* * * * * */2" if settings.GUICHET_SYNC_INTERVAL >= 60 else "* * * * * *"


@job("webhook.wake", cron=LOOK, queueing_lock="webhook.wake")
def wake(timestamp: int) -> None:
    """Wake the webhooks that something waits for."""
    with everywhere("what is due is looked for over all accounts"):
        for webhook_id in webhooks_to_wake():
            wake_webhook(webhook_id)


@job("webhook.deliver")
def deliver(webhook_id: str) -> None:
    """Tell one webhook what waits for it."""
    _for_its_account(webhook_id, lambda key: deliver_events(key, WITHIN_SECONDS))


@job("webhook.tell_owners")
def tell_owners(webhook_id: str) -> None:
    """Write to the owners that it was switched off."""
    _for_its_account(webhook_id, write_to_owners)


@job("webhook.sweep", cron="* * * * *", queueing_lock="webhook.sweep")
def sweep(timestamp: int) -> None:
    """Find owners whose mail could not leave."""
    with everywhere("a mail that is due is looked for over all accounts"):
        for webhook_id in dead_and_untold():
            wake_owners(webhook_id)


@job("webhook.prune", cron="47 4 * * *", queueing_lock="webhook.prune")
def prune(timestamp: int) -> None:
    """Forget what was told a month ago."""
    with everywhere("what is old is let go for all accounts"):
        prune_events()


def _for_its_account(webhook_id: str, work: Callable[[UUID], None]) -> None:
    key = UUID(webhook_id)
    with everywhere("a job names a webhook, and not its account"):
        account_id = account_of(key)
    if account_id is not None:
        with within(account_id):
            work(key)
