"""Takes a mail in: its raw bytes are committed before anybody is told that it arrived."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.accounts.scope import everywhere, within
from guichet.inbox.models import MailWay
from guichet.inbox.outbox import wake_mail
from guichet.platforms.text.tidy import clean

# One statement is one committed transaction; the same bytes again change nothing.
KEEP = """
INSERT INTO raw_mail (id, account_id, channel_id, body, digest, envelope_from, received_at, look_at, way,
    state, kind, why, attempts, is_accepted, sender, subject, header_id)
VALUES (%(id)s, %(account)s, %(channel)s, %(body)b, %(digest)b, %(sender)s, %(now)s, %(now)s, %(way)s,
    'NEW', '', '', 0, false, '', '', '')
ON CONFLICT (channel_id, digest) DO NOTHING
RETURNING id
"""


def inbound_channel(address: str) -> Channel | None:
    """The channel of an inbound address, its case aside; None for any other address."""
    ours = Channel.objects.filter(inbound_address=address.strip().lower()).exclude(inbound_address="")
    with everywhere("An address alone says whose it is."):
        return ours.first()


def keep_mail(channel: Channel, raw: bytes, envelope_from: str) -> UUID | None:
    """Store a mail, committed when this returns, and wake its reading; None when it is here already.

    The job is woken after the commit: a job that began just before would not see the mail. Where we die
    between the two, the sweep finds the row.
    """
    kept = store_mail(channel, raw, envelope_from)
    wake_mail(channel.pk)
    return kept


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail for one channel, as it came."""

    channel: Channel
    raw: bytes = field(repr=False)
    envelope_from: str = field(repr=False)
    way: MailWay = MailWay.SMTP


def store_mail(channel: Channel, raw: bytes, envelope_from: str, way: MailWay = MailWay.SMTP) -> UUID | None:
    """Store a mail, committed when this returns (outside a transaction); None when it is here already.

    The caller wakes its reading soon after.
    """
    with within(channel.account_id), connection.cursor() as cursor:
        cursor.execute(KEEP, _values(Letter(channel, raw, envelope_from, way)))
        kept = cursor.fetchone()
    return kept[0] if kept else None


def store_mails(letters: Sequence[Letter]) -> None:
    """Store mails in one transaction, committed when this returns; all of them or, with an error, none.

    psycopg's own cursor: it sends the statement once and the mails of an account as they are, in one go.
    """
    by_account: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for letter in letters:
        by_account[letter.channel.account_id].append(_values(letter))
    with transaction.atomic(), connection.wrap_database_errors:
        for account_id, rows in by_account.items():
            with within(account_id):
                connection.ensure_connection()
                with psycopg.Cursor(connection.connection) as cursor:
                    cursor.executemany(KEEP, rows)


def _values(letter: Letter) -> dict[str, Any]:
    return {
        "id": new_id(),
        "account": letter.channel.account_id,
        "channel": letter.channel.pk,
        "body": letter.raw,
        "digest": sha256(letter.raw).digest(),
        "sender": clean(letter.envelope_from)[:320],
        "now": timezone.now(),
        "way": letter.way.value,
    }
