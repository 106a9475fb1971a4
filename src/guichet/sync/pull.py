"""Synchronises one channel: its pages, its long threads, its orders."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, RawPage
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner, Refused
from guichet.platforms.port import Connector
from guichet.platforms.port import RawPage as ReadPage
from guichet.sync.connecting import connector_of
from guichet.sync.due import LostLeaseError, claim, release, renew
from guichet.sync.health import block, note_failure, note_success
from guichet.sync.mail_mailbox import read_channel_mailbox
from guichet.sync.orders import fetch_orders_or_later
from guichet.sync.pages import take_in, take_in_kept

log = logging.getLogger("guichet.sync")


@dataclass(slots=True)
class Count:
    """What a run brought, for its one line in the log."""

    pages: int = 0
    threads: int = 0
    messages: int = 0
    orders: int = 0


def synchronise(channel_id: UUID) -> None:
    """One run, if the channel is free and enabled; its outcome is written on the channel.

    Errors of the marketplace end here. An error of ours is noted on the channel and goes up to the job.
    """
    channel = claim(channel_id)
    if channel is None:
        return
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
        note_failure(channel, "Guichet met an error of its own and will try again; see its log.", None)
        raise
    else:
        note_success(channel, started)
        _log_run(channel, count, started)
    finally:
        release(channel)


def _run(channel: Channel) -> Count:
    connector = connector_of(channel)
    count = Count()
    _finish_kept_pages(channel, connector)
    for page in connector.pages(channel.cursor or None, channel.backfill_since):
        _take(channel, connector, page, count)
        count.orders += fetch_orders_or_later(channel, connector)
    _complete_threads(channel, connector)
    count.orders += fetch_orders_or_later(channel, connector)
    read_channel_mailbox(channel)
    return count


def _take(channel: Channel, connector: Connector, page: ReadPage, count: Count) -> None:
    ingested = take_in(channel, connector, page.body, then=_cursor_move(channel, page))
    count.pages += 1
    count.threads += ingested.threads
    count.messages += ingested.messages


def _cursor_move(channel: Channel, page: ReadPage) -> Callable[[], None]:
    """The change that is committed with the page's data: cursor, progress, lease."""

    def move() -> None:
        renew(channel)
        changes: dict[str, object] = {"cursor": page.cursor}
        if channel.backfill_done_at is None:
            changes |= _progress(channel, page)
        Channel.objects.filter(id=channel.pk).update(**changes)
        for name, value in changes.items():
            setattr(channel, name, value)

    return move


def _progress(channel: Channel, page: ReadPage) -> dict[str, object]:
    if page.is_last:
        return {"backfill_done_at": timezone.now(), "backfill_reached": channel.backfill_since}
    reached = [moment for moment in (channel.backfill_reached, page.reached) if moment is not None]
    return {"backfill_reached": min(reached) if reached else None}


def _finish_kept_pages(channel: Channel, connector: Connector) -> None:
    """Pages that a dead run received and did not ingest; their cursor was not moved, their data counts."""
    for kept in RawPage.objects.filter(channel=channel).order_by("received_at"):
        take_in_kept(channel, connector, kept.pk, bytes(kept.body))


def _complete_threads(channel: Channel, connector: Connector) -> None:
    """Read in whole what is longer than the pages give; the rows say which, so nothing is forgotten."""
    longer = Discussion.objects.filter(
        channel=channel, marketplace_message_count__gt=F("message_count")
    ).values_list("marketplace_discussion_id", flat=True)
    for thread_id in list(longer):
        renew(channel)
        try:
            page = connector.thread(thread_id)
        except Refused:
            _accept_length(channel, thread_id)
        else:
            take_in(channel, connector, page.body)
            _accept_length(channel, thread_id)


def _accept_length(channel: Channel, thread_id: str) -> None:
    """The marketplace gave all it has: a count that still differs is its own, and not asked for again."""
    row = Discussion.objects.filter(channel=channel, marketplace_discussion_id=thread_id)
    row.update(marketplace_message_count=F("message_count"))


def _log_run(channel: Channel, count: Count, started: datetime) -> None:
    milliseconds = int((timezone.now() - started).total_seconds() * 1000)
    log.info(
        "channel %s synchronised: %d pages, %d threads, %d new messages, %d orders, %d ms",
        channel.pk, count.pages, count.threads, count.messages, count.orders, milliseconds,
    )  # fmt: skip
