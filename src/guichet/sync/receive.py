"""Takes a mail in: its raw bytes are committed before anybody is told that it arrived."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.models import MailWay
from guichet.inbox.outbox import wake_mail

# One statement is one committed transaction; the same bytes again change nothing.
KEEP = """
INSERT INTO raw_mail (id, account_id, channel_id, body, digest, envelope_from, received_at, look_at, way,
    state, kind, why, attempts, is_accepted, sender, subject, header_id)
VALUES (%(id)s, %(account)s, %(channel)s, %(body)s, %(digest)s, %(sender)s, %(now)s, %(now)s, %(way)s,
    'NEW', '', '', 0, false, '', '', '')
ON CONFLICT (channel_id, digest) DO NOTHING
RETURNING id
"""


def inbound_channel(address: str) -> Channel | None:
    """The channel of an inbound address, its case aside; None for any other address."""
    return Channel.objects.filter(inbound_address=address.strip().lower()).exclude(inbound_address="").first()


def keep_mail(channel: Channel, raw: bytes, envelope_from: str) -> UUID | None:
    """Store a mail, committed when this returns, and wake its reading; None when it is here already.

    The job is woken after the commit: a job that began just before would not see the mail. Where we die
    between the two, the sweep finds the row.
    """
    kept = store_mail(channel, raw, envelope_from)
    wake_mail(channel.pk)
    return kept


def store_mail(
    channel: Channel, raw: bytes, envelope_from: str, way: MailWay = MailWay.SMTP
) -> UUID | None:
    """Store a mail, committed when this returns (outside a transaction); None when it is here already.

    The caller wakes its reading soon after.
    """
    values: dict[str, Any] = {
        "id": new_id(),
        "account": channel.account_id,
        "channel": channel.pk,
        "body": raw,
        "digest": sha256(raw).digest(),
        "sender": envelope_from.replace("\x00", "")[:320],
        "now": timezone.now(),
        "way": way.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        kept = cursor.fetchone()
    return kept[0] if kept else None
