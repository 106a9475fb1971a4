"""Where a series of numbers stands."""

from django.db import models

from guichet.accounts.models import Account, Store
from guichet.accounts.models.keys import new_id


class InvoiceSeries(models.Model):
    """The numbers under one prefix. `last` moves only in the transaction that stores the paper itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    prefix = models.CharField(max_length=40, blank=True)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "invoice_series"
        constraints = [
            models.UniqueConstraint(fields=["account", "prefix"], name="invoice_series_once"),
        ]
