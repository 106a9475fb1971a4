"""How a store invoices."""

from django.db import models

from guichet.accounts.models import Account, Store
from guichet.accounts.models.keys import new_id
from guichet.inbox.models import Attachment


class InvoiceSettings(models.Model):
    """One row a store. `data` is the JSON that `guichet.invoicing.settings` reads and writes.

    Whoever issues for a store locks this row first, so that the papers of a store take turns.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", db_index=False)
    data = models.JSONField()
    logo = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    # Set by a restore: numbers that were given out after the backup are not known here, so none is given out
    # until a person says where the series go on (`guichet invoices resume`).
    held_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "invoice_settings"
        constraints = [
            models.UniqueConstraint(fields=["account", "store"], name="invoice_settings_once"),
        ]
