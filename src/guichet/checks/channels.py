"""Whether the marketplaces are read."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.checks.finding import Finding, fine, mend
from guichet.checks.queue_figures import queue_now
from guichet.sync.alerts import LEAST_SILENCE, SILENT_INTERVALS

# More of them are counted, not named.
NAMED = 5


def check_channels() -> Iterator[Finding]:
    """Blocked ones with what their owner has to do; silent ones while workers run."""
    on = Channel.objects.filter(is_enabled=True)
    blocked = on.filter(health=ChannelHealth.BLOCKED)
    for channel in blocked.order_by("id")[:NAMED]:
        yield mend(
            "channels", f"Channel {channel.pk} ({channel.marketplace}) is stopped: {channel.health_message}"
        )
    many = blocked.count()
    if many > NAMED:
        yield mend("channels", f"{many - NAMED} more channels are stopped; the page Marketplaces names them.")
    silent = _silent() if queue_now().workers else 0
    if silent:
        yield mend(
            "channels",
            f"{silent} channels have not been read for three intervals: see their health on the page "
            "Marketplaces.",
        )
    if not many and not silent:
        yield fine("channels", f"{on.count()} channels are on, none is stopped.")


def _silent() -> int:
    interval = timedelta(seconds=settings.GUICHET_SYNC_INTERVAL)
    limit = timezone.now() - max(interval * SILENT_INTERVALS, LEAST_SILENCE)
    on = Channel.objects.filter(is_enabled=True).exclude(health=ChannelHealth.BLOCKED)
    return on.annotate(heard=Coalesce("last_sync_at", "created_at")).filter(heard__lt=limit).count()
