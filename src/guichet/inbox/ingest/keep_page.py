"""Keeps a page as it came until its data is in."""

from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.ingest.statements import bound_cursor

KEEP = """
INSERT INTO raw_page (id, account_id, channel_id, body, received_at)
VALUES (%(id)s, %(account)s, %(channel)s, %(body)b, %(now)s)
"""


def keep_page(channel: Channel, body: bytes) -> UUID:
    """Store a page, as bytes and not as text twice as long, and name it; committed outside a transaction."""
    page_id = new_id()
    with bound_cursor() as cursor:
        cursor.execute(
            KEEP,
            {
                "id": page_id,
                "account": channel.account_id,
                "channel": channel.pk,
                "body": body,
                "now": timezone.now(),
            },
        )
    return page_id
