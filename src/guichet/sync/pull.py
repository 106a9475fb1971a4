"""Synchronises one channel: what is new, then what was said before."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import RawPage
from guichet.inbox.outbox import wake_import
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner
from guichet.platforms.port import Connector
from guichet.platforms.port import RawPage as ReadPage
from guichet.sync.connecting import connector_of
from guichet.sync.due import LostLeaseError, claim, come_back, release, renew
from guichet.sync.health import block, note_failure, note_success
from guichet.sync.importing import OUR_ERROR, import_some
from guichet.sync.long_threads import complete_threads
from guichet.sync.mail_mailbox import read_channel_mailbox
from guichet.sync.orders import fetch_orders_or_later
from guichet.sync.pages import take_in, take_in_kept
from guichet.sync.places import reading, soon

log = logging.getLogger("guichet.sync")

# What is new begins a little before the activation, because clocks differ; what is older is imported.
BEFORE = timedelta(hours=1)


@dataclass(slots=True)
class Count:
    """What a run brought, for its one line in the log."""

    pages: int = 0
    threads: int = 0
    messages: int = 0
    orders: int = 0


def synchronise(channel_id: UUID) -> None:
    """One run, if the channel is free and enabled: what is new, then a stretch of the import.

    Its outcome is written on the channel. Errors of the marketplace end here. An error of ours is noted on
    the channel and goes up to the job.
    """
    _hold(channel_id, lambda channel: _read_news(channel) and import_some(channel))


def continue_import(channel_id: UUID) -> None:
    """A further stretch of the import; what is new comes first where it is due."""

    def work(channel: Channel) -> bool:
        is_due = channel.next_sync_at is None or channel.next_sync_at <= timezone.now()
        return (not is_due or _read_news(channel)) and import_some(channel)

    _hold(channel_id, work)


def _hold(channel_id: UUID, work: Callable[[Channel], bool]) -> None:
    """Work on a channel that nobody else holds; what is left to do is woken once it is free again."""
    channel = claim(channel_id)
    if channel is None:
        return
    has_more = False
    try:
        with reading.taken(channel.marketplace) as has_place:
            if has_place:
                has_more = work(channel)
            else:
                come_back(channel, soon())
    finally:
        release(channel)
    if has_more:
        wake_import(channel_id)


def _read_news(channel: Channel) -> bool:
    """Whether the marketplace answered to the end."""
    started = timezone.now()
    try:
        count = _run(channel)
    except Busy as error:
        note_failure(channel, error.why, error.after)
    except NeedsOwner as error:
        block(channel, error.why)
    except ConnectorError as error:
        note_failure(channel, error.why, None)
    except LostLeaseError:
        log.warning("channel %s was taken over by another worker", channel.pk)
    except Exception:
        note_failure(channel, OUR_ERROR, None)
        raise
    else:
        note_success(channel, started, brought=count.messages > 0)
        _log_run(channel, count, started)
        return True
    return False


def _run(channel: Channel) -> Count:
    connector = connector_of(channel)
    count = Count()
    _finish_kept_pages(channel, connector)
    for page in connector.pages(channel.cursor or None, channel.created_at - BEFORE):
        _take(channel, connector, page, count)
        count.orders += fetch_orders_or_later(channel, connector)
    if complete_threads(channel, connector):
        count.orders += fetch_orders_or_later(channel, connector)
    read_channel_mailbox(channel)
    return count


def _take(channel: Channel, connector: Connector, page: ReadPage, count: Count) -> None:
    ingested = take_in(channel, connector, page.body, then=_cursor_move(channel, page))
    count.pages += 1
    count.threads += ingested.threads
    count.messages += ingested.messages


def _cursor_move(channel: Channel, page: ReadPage) -> Callable[[], None]:
    """The change that is committed with the page's data: cursor and lease."""

    def move() -> None:
        renew(channel, cursor=page.cursor)
        channel.cursor = page.cursor

    return move


def _finish_kept_pages(channel: Channel, connector: Connector) -> None:
    """Pages that a dead run received and did not ingest; their cursor was not moved, their data counts."""
    for kept in RawPage.objects.filter(channel=channel).order_by("received_at"):
        take_in_kept(channel, connector, kept.pk, bytes(kept.body))


def _log_run(channel: Channel, count: Count, started: datetime) -> None:
    milliseconds = int((timezone.now() - started).total_seconds() * 1000)
    log.info(
        "channel %s synchronised: %d pages, %d threads, %d new messages, %d orders, %d ms",
        channel.pk, count.pages, count.threads, count.messages, count.orders, milliseconds,
    )  # fmt: skip
