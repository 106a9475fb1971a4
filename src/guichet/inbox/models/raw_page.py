"""An answer of a marketplace that is not ingested yet."""

from django.db import models

from guichet.accounts.models import Account, Channel
from guichet.accounts.models.keys import new_id


class RawPage(models.Model):
    """Kept from the moment it is received until the transaction that ingests it deletes it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    body = models.BinaryField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "raw_page"
