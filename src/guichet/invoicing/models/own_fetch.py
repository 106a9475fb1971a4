"""An invoice to be fetched from the seller's own system."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account
from guichet.accounts.models.keys import new_id
from guichet.inbox.models import Order


class FetchState(models.TextChoices):
    """WAITING until it is here or `error` says why it never will be."""

    WAITING = "WAITING"
    DONE = "DONE"
    FAILED = "FAILED"


class OwnFetch(models.Model):
    """One row an order: the state of fetching its invoice by the store's address template."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=FetchState.choices, default=FetchState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "invoice_own_fetch"
        constraints = [
            models.UniqueConstraint(fields=["account", "order"], name="invoice_own_fetch_once"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="WAITING"), name="invoice_own_to_fetch"),
        ]
