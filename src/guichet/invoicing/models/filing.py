"""A paper to be put into the marketplace's own file of its order."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account
from guichet.accounts.models.keys import new_id
from guichet.invoicing.models.invoice import Invoice


class FilingState(models.TextChoices):
    """WAITING until it is there or `error` says why the marketplace does not take it."""

    WAITING = "WAITING"
    DONE = "DONE"
    FAILED = "FAILED"


class Filing(models.Model):
    """One row a paper; the paper itself never changes, so its way to the marketplace is kept here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=FilingState.choices, default=FilingState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "invoice_filing"
        constraints = [models.UniqueConstraint(fields=["account", "invoice"], name="invoice_filing_once")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="WAITING"), name="invoice_to_file"),
        ]
