"""Takes one raw page in: kept first, parsed, ingested, and only then let go."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from guichet.accounts.models import Channel
from guichet.inbox.ingest import Ingested, ingest_threads
from guichet.inbox.models import RawPage
from guichet.inbox.outbox import wake_file
from guichet.platforms.errors import Unreadable
from guichet.platforms.port import Connector, Page, SetAside
from guichet.sync.place import place_of
from guichet.sync.set_aside import set_aside

log = logging.getLogger("guichet.sync")


def take_in(
    channel: Channel, connector: Connector, body: bytes, *, then: Callable[[], None] | None = None
) -> Ingested:
    """Keep the page, then parse and ingest it in one transaction that also runs `then` (the cursor moves).

    Whatever cannot be parsed is set aside, the whole page if need be, and the pass goes on.
    """
    kept = RawPage.objects.create(account_id=channel.account_id, channel=channel, body=body)
    return take_in_kept(channel, connector, kept.pk, body, then=then)


def take_in_kept(
    channel: Channel,
    connector: Connector,
    kept_id: UUID,
    body: bytes,
    *,
    then: Callable[[], None] | None = None,
) -> Ingested:
    """The same for a page that is kept already: a run that died left it."""
    page = _parsed(connector, body)
    with transaction.atomic():
        ingested = ingest_threads(channel, page.threads)
        set_aside(channel, page.set_aside)
        for attachment_id in ingested.attachments:
            wake_file(attachment_id)
        if then is not None:
            then()
        RawPage.objects.filter(id=kept_id).delete()
    return ingested


def _parsed(connector: Connector, body: bytes) -> Page:
    try:
        return connector.parse(body)
    except Unreadable as error:
        return Page((), (SetAside(error.raw, error.why),))
    except Exception as error:
        # A parser that stumbles must not stop the channel: the page is kept, replayable once mended.
        # The error's own words may quote a customer: only its kind and its place are logged.
        log.error("a page could not be parsed: %s at %s", type(error).__name__, place_of(error))  # noqa: TRY400
        return Page((), (SetAside(body, f"Our parser failed ({type(error).__name__})."),))
