"""Lets go of what was told, or could not be told, long ago."""

from django.db import connection
from django.utils import timezone

from guichet.events.patience import KEPT

AT_ONCE = 5000
OLD = """
DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE occurred_at < %s LIMIT %s)
"""


def prune() -> None:
    """In short transactions, so that nobody waits; those of removed webhooks grow old too."""
    before = timezone.now() - KEPT
    with connection.cursor() as cursor:
        while True:
            cursor.execute(OLD, [before, AT_ONCE])
            if cursor.rowcount < AT_ONCE:
                return
