"""Says by mail that a channel broke, once, and once that it works again; rows hold what was said.

Three intervals without a run that came to its end are silence, whatever the reason. A run that is under way
is none, and neither is a worker that was away itself: it first gets three intervals to catch up.
"""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from guichet.accounts.models import Alerted, Channel, ChannelHealth
from guichet.accounts.scope import everywhere, within
from guichet.platforms.errors import Busy
from guichet.sync.alert_mail import tell
from guichet.sync.alert_people import people_of
from guichet.sync.health import FAILURES_SAID
from guichet.telemetry.counters import ALERTS

log = logging.getLogger("guichet.sync")

SILENT_INTERVALS = 3
# Rehearsals and tests look every few seconds; an outgoing mail is worth a minute of silence.
LEAST_SILENCE = timedelta(seconds=60)
AT_ONCE = 500

_began = monotonic()


def look_for_alerts() -> int:
    """Say what is new; how many channels it was about. What could not be said is tried at the next look."""
    with everywhere("channels of all accounts may have broken"):
        found = list(_news(timezone.now())[:AT_ONCE])
    by_account: dict[UUID, list[Channel]] = defaultdict(list)
    for channel in found:
        by_account[channel.account_id].append(channel)
    try:
        for account_id, channels in by_account.items():
            with within(account_id):
                _say(channels)
    except Busy as error:
        ALERTS.labels("mail", "waiting").inc()
        log.warning("alerts wait: %s", error.why)
    return len(found)


def _say(channels: list[Channel]) -> None:
    """First the mails, then the rows: a crash in between says it twice, never not at all."""
    for channel in channels:
        log.warning("channel %s: %s", channel.pk, _matter(channel) or "works again")
    told = [channel for channel in channels if channel.is_enabled]
    for person, theirs in people_of(told):
        tell(person, [(channel, _matter(channel)) for channel in theirs])
    for channel in channels:
        said = Channel.objects.filter(id=channel.pk, alerted_for=channel.alerted_for)
        said.update(alerted_for=_matter(channel), alerted_at=timezone.now())


def _matter(channel: Channel) -> Alerted:
    return Alerted(channel.matter)  # type: ignore[attr-defined]  # annotated by _news


def _news(now: datetime) -> QuerySet[Channel]:
    """The channels whose state is another than what was said of it."""
    limit = now - max(timedelta(seconds=settings.GUICHET_SYNC_INTERVAL) * SILENT_INTERVALS, LEAST_SILENCE)
    channels = Channel.objects.annotate(heard=Coalesce("last_sync_at", "created_at"))
    matter = Case(
        When(is_enabled=False, then=Value(Alerted.NOTHING)),
        When(health=ChannelHealth.BLOCKED, then=Value(Alerted.BLOCKED)),
        When(_is_silent(now, limit), alerted_for=Alerted.NOTHING, then=Value(Alerted.SILENT)),
        When(health=ChannelHealth.HEALTHY, last_sync_at__gt=F("alerted_at"), then=Value(Alerted.NOTHING)),
        default=F("alerted_for"),
    )
    news = channels.annotate(matter=matter).exclude(matter=F("alerted_for"))
    return news.select_related("store").order_by("account_id", "id")


def _is_silent(now: datetime, limit: datetime) -> Q:
    old = Q(heard__lt=limit) & (Q(held_until=None) | Q(held_until__lt=now))
    fails = Q(failures__gte=FAILURES_SAID)
    if monotonic() - _began < (now - limit).total_seconds():
        return old & fails
    return old & (fails | Q(next_sync_at__lt=limit))
