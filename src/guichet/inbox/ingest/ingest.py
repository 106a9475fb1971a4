"""The one way in for what connectors read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.ingest import statements
from guichet.inbox.ingest.known import known_of
from guichet.inbox.ingest.rows import Batch, batch_of
from guichet.inbox.ingest.tidy import merged
from guichet.platforms.port import Thread

# An order older than this is asked for again when its discussion moves.
ORDER_STALE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a page brought, for the log and for the jobs it calls for."""

    threads: int
    messages: int
    attachments: tuple[UUID, ...]


def ingest_threads(channel: Channel, threads: Sequence[Thread]) -> Ingested:
    """Upsert threads with everything in them; running it again with the same threads changes nothing.

    Ingests of one channel take turns (an advisory lock until the transaction ends), so that a
    resynchronisation and a pull never count the same message twice.
    """
    threads = merged(threads)
    with transaction.atomic():
        lock_channel(channel.pk)
        now = timezone.now()
        batch = batch_of(threads, known_of(channel, threads))
        return _write(channel, batch, {"account": channel.account_id, "now": now})


def lock_channel(channel_id: UUID) -> None:
    """Wait for other writers of this channel's messages; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(channel_id)])


def _write(channel: Channel, batch: Batch, values: dict[str, Any]) -> Ingested:
    place = {"store": channel.store_id, "channel": channel.pk, "marketplace": channel.marketplace}
    statements.write(statements.DISCUSSIONS, batch.discussions, **place, **values)
    statements.write(statements.SEARCHES, batch.searches, **values)
    statements.write(statements.CONFIRMED, batch.confirmed)
    statements.write(statements.EDITED, batch.shown_again, **values)
    statements.write(statements.MESSAGES, batch.messages, **values)
    files = statements.write(statements.ATTACHMENTS, batch.attachments, **values)
    again = [{"ref": ref} for ref in sorted(batch.wanted_again)]
    statements.write(statements.WANTED_AGAIN, again, channel=channel.pk)
    refs = [{"id": str(new_id()), "ref": ref} for ref in sorted(batch.order_refs)]
    stale = values["now"] - ORDER_STALE
    statements.write(statements.ORDERS, refs, channel=channel.pk, stale=stale, **values)
    return Ingested(len(batch.discussions), len(batch.messages), tuple(files))
