"""What was erased, and what still holds it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account
from guichet.accounts.models.keys import new_id


class ErasureKind(models.TextChoices):
    """By the rules of the account, or of one customer because somebody asked."""

    RULES = "RULES"
    CUSTOMER = "CUSTOMER"


class ErasureState(models.TextChoices):
    """RUNNING until the last row and the last file are gone; a trigger refuses every change of a DONE one."""

    RUNNING = "RUNNING"
    DONE = "DONE"


class ErasureReceipt(models.Model):
    """An erasure under way, and its receipt once it is through; it names no customer.

    `discussion_ids` and `order_ids` are what an erasure of one customer is about. `digests` are contents of
    erased files whose bytes are still to be dropped. `backups` lists those that hold what was erased:
    {"name", "madeAt", "goneBy"}, `goneBy` null where nobody knows.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=ErasureKind.choices)
    state = models.CharField(max_length=8, choices=ErasureState.choices, default=ErasureState.RUNNING)
    # A member's id, and no reference: the row must not change when the member leaves. Null: Guichet itself.
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)
    rules = models.JSONField(default=list)
    discussion_ids = ArrayField(models.UUIDField(), default=list)
    order_ids = ArrayField(models.UUIDField(), default=list)
    digests = ArrayField(models.CharField(max_length=64), default=list)
    discussions = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)
    orders = models.PositiveIntegerField(default=0)
    drafts = models.PositiveIntegerField(default=0)
    payloads = models.PositiveIntegerField(default=0)
    # Invoices and credit notes of the erased orders: kept, because the law wants them kept.
    papers_kept = models.PositiveIntegerField(default=0)
    backups = models.JSONField(default=list)

    class Meta:
        db_table = "erasure_receipt"
        indexes = [
            models.Index(fields=["account", "-asked_at", "-id"], name="erasure_receipt_newest"),
            models.Index(fields=["look_at"], condition=Q(state="RUNNING"), name="erasure_under_way"),
        ]
