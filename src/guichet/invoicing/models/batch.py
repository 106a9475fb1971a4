"""Many invoices at once."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account
from guichet.accounts.models.keys import new_id


class BatchState(models.TextChoices):
    """RUNNING from the moment it is asked for until each order had its turn."""

    RUNNING = "RUNNING"
    DONE = "DONE"


class InvoiceBatch(models.Model):
    """Orders to invoice and how far that is. `asked_by` is the member whose rights count at each step.

    `done` counts the orders that had their turn, in the order of `orders`; `problems` names those that have
    no invoice, each with the reason.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_by = models.UUIDField()
    orders = models.JSONField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.RUNNING)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "invoice_batch"
        indexes = [
            models.Index(fields=["account", "-created_at"], name="invoice_batch_newest"),
            models.Index(fields=["updated_at"], condition=Q(state="RUNNING"), name="invoice_batch_running"),
        ]
