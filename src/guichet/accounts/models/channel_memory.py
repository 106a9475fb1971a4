"""Small answers of a marketplace that are worth keeping between two runs."""

from django.db import models

from guichet.accounts.models.account import Account
from guichet.accounts.models.channel import Channel
from guichet.accounts.models.keys import new_id


class ChannelMemory(models.Model):
    """One remembered answer, such as the reasons of an operator; the connector decides how old it may be."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="memories")
    key = models.CharField(max_length=100)
    value = models.JSONField()
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "channel_memory"
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="channel_memory_once")]
