"""An address that wants to be told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Member
from guichet.accounts.models.keys import new_id


class Webhook(models.Model):
    """An address outside, what it wants to be told, and how it fares.

    `collects` says that the database's triggers write down what happens for it: while it is on, and also
    after Guichet itself switched it off, so that what it missed can still be told. A person who switches it
    off stops both. `failures` counts tries in a row without a single success; from FAILING on (patience.py)
    one try at a time is made, at `next_try_at`. `held_until` is the lease of the worker that delivers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    url = models.TextField()
    # Sealed: `secret`, and after a rotation `previous`, which signs too until `previous_until`.
    secrets = models.BinaryField()
    previous_until = models.DateTimeField(null=True)
    kinds = ArrayField(models.CharField(max_length=30), default=list)  # empty: all
    store_ids = ArrayField(models.UUIDField(), null=True)  # null: all
    includes_text = models.BooleanField(default=False)
    is_enabled = models.BooleanField(default=True)
    collects = models.BooleanField(default=True)
    # Empty unless Guichet switched it off; and when its owners were told.
    disabled_why = models.TextField(blank=True)
    disabled_at = models.DateTimeField(null=True)
    owners_told_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    last_delivered_at = models.DateTimeField(null=True)
    held_by = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    created_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "webhook"
        indexes = [models.Index(fields=["account"], condition=Q(collects=True), name="webhook_collecting")]
