"""A payload that could not be parsed."""

from django.db import models

from guichet.accounts.models import Account, Channel
from guichet.accounts.models.keys import new_id


class Unreadable(models.Model):
    """Set aside with its raw bytes, shown on the channel's page, parsed again by `guichet replay`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="unreadables")
    body = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    why = models.TextField()
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "unreadable"
        constraints = [
            models.UniqueConstraint(fields=["channel", "digest"], name="unreadable_once"),
        ]
