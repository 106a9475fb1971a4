"""How a channel compared with its marketplace the last time that somebody looked."""

from django.db import models

from guichet.accounts.models import Account, Channel
from guichet.accounts.models.keys import new_id


class Reconciliation(models.Model):
    """The last comparison of a channel; `mended` messages had been missing, `surplus` are here alone.

    `trouble` says why the marketplace could not be read to the end; empty where it could.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="reconciliation")
    since = models.DateTimeField()
    at = models.DateTimeField()
    discussions = models.PositiveIntegerField()
    messages = models.PositiveIntegerField()
    mended = models.PositiveIntegerField()
    surplus = models.JSONField(default=list)
    trouble = models.TextField(blank=True)

    class Meta:
        db_table = "reconciliation"
