"""Lets go of what the API keeps about requests for a while."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from guichet.accounts.models import ApiAnswer
from guichet.accounts.scope import everywhere

# How long a mutation may be sent again under its idempotency key.
KEPT = timedelta(hours=24)
AT_ONCE = 1_000
# Buckets that are long full again say no more than their absence.
FULL = "DELETE FROM api_spending WHERE greatest(requests_full_at, nodes_full_at) < now() - interval '1 hour'"


def forget_answers() -> int:
    """How many answers of mutations went, a thousand at a time so that none of it locks for long."""
    gone = 0
    with everywhere("Answers of all accounts grow old."):
        while keys := _old():
            gone += ApiAnswer.objects.filter(pk__in=keys).delete()[0]
    return gone


def forget_spending() -> int:
    """How many rows of full buckets went."""
    with everywhere("Buckets of all accounts fill again."), connection.cursor() as cursor:
        cursor.execute(FULL)
        return int(cursor.rowcount)


def _old() -> list[UUID]:
    old = ApiAnswer.objects.filter(created_at__lt=timezone.now() - KEPT)
    return list(old.values_list("pk", flat=True)[:AT_ONCE])
