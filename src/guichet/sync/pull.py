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
from guichet.platforms.port import Connector, Page
from guichet.platforms.port import RawPage as ReadPage
from guichet.sync.connecting import connector_of
from guichet.sync.due import LostLeaseError, claim, come_back, release, renew
from guichet.sync.health import block, note_failure, note_success
from guichet.sync.importing import OUR_ERROR, import_some
from guichet.sync.long_threads import complete_threads
from guichet.sync.mail_mailbox import read_channel_mailbox
from guichet.sync.orders import fetch_orders_or_later
from guichet.sync.pages import is_empty, parsed, take_in_kept, take_in_parsed
from guichet.sync.places import reading, soon
from guichet.sync.quiet import Quiet, may_be_quiet, note_quiet, quiet_end

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
    # That it ended after a first page without anything, with nothing written yet.
    quiet: Quiet | None = None


def synchronise(channel_id: UUID) -> None:
    """One run, if the channel is free and enabled: what is new, then a stretch of the import.

    Its outcome is written on the channel. Errors of the marketplace end here. An error of ours is noted on
    the channel and goes up to the job.
    """
    channel = claim(channel_id)
    if channel is not None and (quiet := poll(channel)):
        note_quiet([quiet])


def continue_import(channel_id: UUID) -> None:
    """A further stretch of the import; what is new comes first where it is due."""
    channel = claim(channel_id)
    if channel is not None and (quiet := _run_and_release(channel, _import_more)):
        note_quiet([quiet])


def poll(channel: Channel) -> Quiet | None:
    """The same run for a channel that is taken already; it is free afterwards.

    One that finds nothing writes nothing: what is returned is for the caller to note, and frees it.
    """
    return _run_and_release(channel, lambda held: _read_then_import(held, is_due=True))


def _import_more(channel: Channel) -> Quiet | bool:
    is_due = channel.next_sync_at is None or channel.next_sync_at <= timezone.now()
    return _read_then_import(channel, is_due=is_due)


def _read_then_import(channel: Channel, *, is_due: bool) -> Quiet | bool:
    news = _read_news(channel) if is_due else True
    return import_some(channel) if news is True else news


def _run_and_release(channel: Channel, work: Callable[[Channel], Quiet | bool]) -> Quiet | None:
    """What is left to do is woken once the channel is free again."""
    ended: Quiet | bool = False
    try:
        with reading.taken(channel.marketplace) as has_place:
            if has_place:
                ended = work(channel)
            else:
                come_back(channel, soon())
    finally:
        if not isinstance(ended, Quiet):
            release(channel)
    if isinstance(ended, Quiet):
        return ended
    if ended:
        wake_import(channel.pk)
    return None


def _read_news(channel: Channel) -> Quiet | bool:
    """Whether the marketplace answered to the end; where it said nothing, that."""
    started = timezone.now()
    try:
        count = _run(channel, started)
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
        _log_run(channel, count, started)
        if count.quiet is None:
            note_success(channel, started, brought=count.messages > 0)
        return count.quiet or True
    return False


def _run(channel: Channel, started: datetime) -> Count:
    connector = connector_of(channel)
    count = Count()
    _finish_kept_pages(channel, connector)
    for page in connector.pages(channel.cursor or None, channel.created_at - BEFORE):
        seen = parsed(connector, page.body)
        if page.ends and not count.pages and is_empty(seen) and may_be_quiet(channel):
            return Count(pages=1, quiet=quiet_end(channel, page.cursor, started))
        _take(channel, page, seen, count)
        count.orders += fetch_orders_or_later(channel, connector)
    if complete_threads(channel, connector):
        count.orders += fetch_orders_or_later(channel, connector)
    read_channel_mailbox(channel)
    return count


def _take(channel: Channel, page: ReadPage, seen: Page, count: Count) -> None:
    ingested = take_in_parsed(channel, seen, page.body, then=_cursor_move(channel, page))
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
    if may_be_quiet(channel):
        return
    for kept in RawPage.objects.filter(channel=channel).order_by("received_at"):
        take_in_kept(channel, connector, kept.pk, bytes(kept.body))


def _log_run(channel: Channel, count: Count, started: datetime) -> None:
    milliseconds = int((timezone.now() - started).total_seconds() * 1000)
    log.info(
        "channel %s synchronised: %d pages, %d threads, %d new messages, %d orders, %d ms",
        channel.pk, count.pages, count.threads, count.messages, count.orders, milliseconds,
    )  # fmt: skip
