"""Parses again what was set aside, once the parser has been mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db import DataError, transaction

from guichet.accounts.models import Channel
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.models import Unreadable
from guichet.platforms.errors import ConnectorError
from guichet.platforms.port import Connector, Page
from guichet.sync.connecting import connector_of
from guichet.sync.mail_replay import replay_mail
from guichet.sync.set_aside import recount, set_aside


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many payloads were read at last, and how many still cannot be."""

    read: int
    still_unreadable: int


def replay(channels: Iterable[Channel]) -> Replayed:
    """Try every payload of these channels; one that is read leaves the list with its threads ingested."""
    results = [
        replay_mail(channel, row)
        if channel.inbound_address
        else _replay_one(channel, connector_of(channel), row)
        for channel in channels
        for row in Unreadable.objects.filter(channel=channel).order_by("seen_at")
    ]
    return Replayed(sum(results), len(results) - sum(results))


def _replay_one(channel: Channel, connector: Connector, row: Unreadable) -> bool:
    raw = bytes(row.body)
    try:
        page = connector.parse(raw)
    except ConnectorError:
        return False
    return not _is_unchanged(page, row) and _ingested(channel, page, row)


def _ingested(channel: Channel, page: Page, row: Unreadable) -> bool:
    """False where the database still cannot hold what the payload says."""
    try:
        with transaction.atomic():
            ingest_threads(channel, page.threads)
            row.delete()
            set_aside(channel, page.set_aside)
            recount(channel)
    except DataError:
        return False
    return True


def _is_unchanged(page: Page, row: Unreadable) -> bool:
    """The payload came out as it went in: nothing was learnt."""
    return any(sha256(part.raw).digest() == bytes(row.digest) for part in page.set_aside)
