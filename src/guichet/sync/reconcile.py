"""Compares a channel with its marketplace over the last days, and takes in what is missing.

Synchronising follows a cursor; this asks again for everything, so that a message that ever slipped by, here
or there, is found. Nothing is removed: what only we hold is reported.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.models import Channel, ChannelHealth
from guichet.inbox.models import Message, Reconciliation
from guichet.inbox.outbox import wake_reconciliation
from guichet.platforms.errors import ConnectorError
from guichet.platforms.history import HistoryConnector
from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.port import RawPage, Thread
from guichet.sync.connecting import connector_of
from guichet.sync.due import claim, release, renew
from guichet.sync.long_threads import complete_threads
from guichet.sync.pages import take_in
from guichet.sync.surplus import surplus

log = logging.getLogger("guichet.sync")

WINDOW = timedelta(days=3)
EVERY = timedelta(days=1)
AT_ONCE = 100
NOT_TO_THE_END = "The marketplace wants to be asked for the rest later; what it showed is compared."
BY_MAIL = (
    "What comes by mail comes once, so that there is nothing to compare with. Mails that could not be read "
    "are listed on the channel's page."
)
HELD = "The channel is off, blocked, or being synchronised just now. Try again in a minute."


@dataclass(slots=True)
class Seen:
    """What the marketplace showed: discussions with how much of each, and the ids of messages."""

    threads: dict[str, bool] = field(default_factory=dict)
    messages: set[str] = field(default_factory=set)
    mended: int = 0

    def note(self, thread: Thread) -> None:
        """A discussion, whole or in part."""
        self.threads[thread.marketplace_id] = len(thread.messages) >= thread.message_count
        self.messages |= {message.marketplace_id for message in thread.messages}


def reconcile(channel_id: UUID, window: timedelta = WINDOW) -> Reconciliation:
    """What was found, and what was missing is here now; its last result is kept for the channel's page.

    RefusalError UNSUPPORTED where there is nothing to compare with, CONFLICT while somebody else is at it.
    """
    channel = claim(channel_id)
    if channel is None:
        raise refuse(ErrorCode.CONFLICT, HELD, "channelId")
    try:
        return _kept(channel, *_compared(channel, timezone.now() - window))
    finally:
        release(channel)


def wake_unreconciled() -> int:
    """Wake the comparison of channels that had none for a day, some at a time; how many."""
    long_ago = timezone.now() - EVERY
    late = Channel.objects.filter(is_enabled=True, created_at__lt=long_ago, platform__in=_with_history())
    late = late.exclude(health=ChannelHealth.BLOCKED).exclude(reconciliation__at__gt=long_ago)
    ids = list(late.order_by("reconciliation__at").values_list("id", flat=True)[:AT_ONCE])
    for channel_id in ids:
        wake_reconciliation(channel_id)
    return len(ids)


def _with_history() -> list[str]:
    return [platform.value for platform in platforms() if manifest_of(platform).reads_history]


def reconcile_if_possible(channel_id: UUID) -> None:
    """The same for a job: what cannot be compared now is left for another day."""
    try:
        reconcile(channel_id)
    except RefusalError as refusal:
        log.info("channel %s was not compared: %s", channel_id, refusal.problems[0].code)


def _compared(channel: Channel, since: datetime) -> tuple[datetime, Seen, str]:
    connector = connector_of(channel)
    if not isinstance(connector, HistoryConnector):
        raise refuse(ErrorCode.UNSUPPORTED, BY_MAIL, "channelId")
    seen, trouble = Seen(), NOT_TO_THE_END
    try:
        for page in connector.history(None, since):
            _take(channel, connector, page, seen)
            trouble = "" if page.is_last else trouble
        complete_threads(channel, connector)
    except ConnectorError as error:
        trouble = error.why
    return since, seen, trouble


def _take(channel: Channel, connector: HistoryConnector, page: RawPage, seen: Seen) -> None:
    renew(channel)
    for thread in connector.parse(page.body).threads:
        seen.note(thread)
        seen.mended += _missing(channel, thread)
    take_in(channel, connector, page.body)


def _missing(channel: Channel, thread: Thread) -> int:
    ids = {message.marketplace_id for message in thread.messages}
    return len(ids) - len(ids & set(_here(channel, ids)))


def _here(channel: Channel, ids: Iterable[str]) -> Iterable[str]:
    rows = Message.objects.filter(discussion__channel=channel, marketplace_message_id__in=list(ids))
    return [found for found in rows.values_list("marketplace_message_id", flat=True) if found]


def _kept(channel: Channel, since: datetime, seen: Seen, trouble: str) -> Reconciliation:
    extra = [] if trouble else surplus(channel, since, seen.threads, seen.messages)
    found = {
        "account_id": channel.account_id, "since": since, "at": timezone.now(), "trouble": trouble,
        "discussions": len(seen.threads), "messages": len(seen.messages), "mended": seen.mended,
        "surplus": [str(key) for key in extra],
    }  # fmt: skip
    with transaction.atomic():
        row, _ = Reconciliation.objects.update_or_create(channel=channel, defaults=found)
        if seen.mended or extra:
            told = {"mended": seen.mended, "surplus": len(extra)}
            record(
                None, "channel.reconcile", "channel", channel.pk, None, told, account_id=channel.account_id
            )
            log.warning("channel %s: %d messages were missing, %d are only here", channel.pk, *told.values())
    return row
