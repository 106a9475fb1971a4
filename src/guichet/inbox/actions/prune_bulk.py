"""Forgets acts that nobody can take back any more."""

from datetime import timedelta

from django.utils import timezone

from guichet.inbox.models import BulkAct, BulkChange

KEPT = timedelta(days=3)


def prune_bulk() -> None:
    """Remove acts of more than three days, with what they noted."""
    old = list(BulkAct.objects.filter(created_at__lt=timezone.now() - KEPT).values_list("id", flat=True))
    BulkChange.objects.filter(act_id__in=old).delete()
    BulkAct.objects.filter(id__in=old).delete()
