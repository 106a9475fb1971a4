"""Takes one raw page in: kept first, parsed, ingested, and only then let go."""

import logging
from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import DataError, transaction

from guichet.accounts.models import Channel
from guichet.inbox.ingest import Ingested, ingest_threads
from guichet.inbox.ingest.keep_page import keep_page
from guichet.inbox.models import RawPage
from guichet.inbox.outbox import wake_files
from guichet.platforms.errors import Unreadable
from guichet.platforms.port import Connector, Page, SetAside, Thread
from guichet.sync.set_aside import set_aside

NOTHING = Ingested(0, 0, ())

log = logging.getLogger("guichet.sync")


def take_in(
    channel: Channel, connector: Connector, body: bytes, *, then: Callable[[], None] | None = None
) -> Ingested:
    """Keep the page, then ingest it in one transaction that also runs `then` (the cursor moves).

    Whatever cannot be parsed is set aside, the whole page if need be, and the pass goes on.
    """
    return take_in_parsed(channel, parsed(connector, body), body, then=then)


def take_in_parsed(
    channel: Channel, page: Page, body: bytes, *, then: Callable[[], None] | None = None
) -> Ingested:
    """The same for a page that was looked at already. One that holds nothing has nothing to keep."""
    if is_empty(page):
        _move_on(then)
        return NOTHING
    return _take_in(channel, page, keep_page(channel, body), body, then)


def is_empty(page: Page) -> bool:
    """Whether the marketplace had nothing to say."""
    return not page.threads and not page.set_aside


def _move_on(then: Callable[[], None] | None) -> None:
    if then is not None:
        with transaction.atomic():
            then()


def take_in_kept(channel: Channel, connector: Connector, kept_id: UUID, body: bytes) -> Ingested:
    """The same for a page that is kept already: a run that died left it."""
    return _take_in(channel, parsed(connector, body), kept_id, body, None)


def _take_in(
    channel: Channel, page: Page, kept_id: UUID, body: bytes, then: Callable[[], None] | None
) -> Ingested:
    with transaction.atomic():
        ingested, unfit = _ingested(channel, page.threads, body)
        set_aside(channel, (*page.set_aside, *unfit))
        wake_files(ingested.attachments)
        if then is not None:
            then()
        RawPage.objects.filter(id=kept_id).delete()
    return ingested


def _ingested(
    channel: Channel, threads: Sequence[Thread], body: bytes
) -> tuple[Ingested, tuple[SetAside, ...]]:
    """All threads at once; where the database cannot hold one of them, one by one, and the page is kept."""
    try:
        with transaction.atomic():
            return ingest_threads(channel, threads), ()
    except DataError:
        log.exception("a page holds a value that does not fit")
    found = [part for thread in threads if (part := _one(channel, thread)) is not None]
    whole = Ingested(
        sum(part.threads for part in found),
        sum(part.messages for part in found),
        tuple(attachment for part in found for attachment in part.attachments),
    )
    return whole, (SetAside(body, f"{len(threads) - len(found)} discussions hold values that do not fit."),)


def _one(channel: Channel, thread: Thread) -> Ingested | None:
    try:
        with transaction.atomic():
            return ingest_threads(channel, [thread])
    except DataError:
        return None


def parsed(connector: Connector, body: bytes) -> Page:
    """What a page says; the whole of it is set aside where it cannot be read."""
    try:
        return connector.parse(body)
    except Unreadable as error:
        return Page((), (SetAside(error.raw, error.why),))
    except Exception as error:
        # A parser that stumbles must not stop the channel: the page is kept, replayable once mended.
        log.exception("a page could not be parsed")
        return Page((), (SetAside(body, f"Our parser failed ({type(error).__name__})."),))
