"""One marketplace activated for one store."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models.account import Account
from guichet.accounts.models.keys import new_id
from guichet.accounts.models.store import Store


class ChannelHealth(models.TextChoices):
    """How a channel fares; WAITING and DISABLED are derived where it is shown."""

    HEALTHY = "HEALTHY"
    DEGRADED = "DEGRADED"
    BLOCKED = "BLOCKED"


class Alerted(models.TextChoices):
    """What people were last told about a channel."""

    NOTHING = "", "nothing"
    BLOCKED = "blocked", "blocked"
    SILENT = "silent", "silent"


class Channel(models.Model):
    """One marketplace activated for one store, its sealed credentials, and how far it is synchronised.

    The row holds the state: `next_sync_at` says when it is due, `held_until` that somebody is at it
    (a lease, so that a lost worker frees it), `cursor` what the connector has read. Jobs only wake.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="channels")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="channels")
    marketplace = models.CharField(max_length=100)
    platform = models.CharField(max_length=20)
    shop_key = models.CharField(max_length=300)
    shop_name = models.CharField(max_length=300, blank=True)
    credentials = models.BinaryField()
    is_enabled = models.BooleanField(default=True)
    health = models.CharField(max_length=10, choices=ChannelHealth.choices, default=ChannelHealth.HEALTHY)
    health_message = models.TextField(blank=True)
    missing_rights = models.JSONField(default=list)
    inbound_address = models.EmailField(blank=True)
    # The seller's own time to answer, stricter than the marketplace's where that is known; null: only that.
    reply_within = models.DurationField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    cursor = models.TextField(blank=True)
    # How far back is imported, how far back the import has come, and when it was through or stopped.
    backfill_since = models.DateTimeField()
    backfill_reached = models.DateTimeField(null=True)
    backfill_done_at = models.DateTimeField(null=True)
    # What the import has read, when it goes on (null: now), and why it waits.
    backfill_cursor = models.TextField(blank=True, db_default="")
    backfill_next_at = models.DateTimeField(null=True)
    backfill_trouble = models.TextField(blank=True, db_default="")
    last_sync_at = models.DateTimeField(null=True)
    last_try_at = models.DateTimeField(null=True)
    next_sync_at = models.DateTimeField(null=True)
    held_by = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    # Runs in a row that brought nothing, and until when the marketplace asked for patience.
    quiet_runs = models.PositiveSmallIntegerField(default=0, db_default=0)
    busy_until = models.DateTimeField(null=True)
    # What was last said about it by mail, and when.
    alerted_for = models.CharField(max_length=10, blank=True, default=Alerted.NOTHING, db_default="")
    alerted_at = models.DateTimeField(null=True)
    unreadable_count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "channel"
        constraints = [
            models.UniqueConstraint(fields=["account", "marketplace", "shop_key"], name="channel_shop_once"),
        ]
        indexes = [
            models.Index(fields=["next_sync_at"], condition=Q(is_enabled=True), name="channel_due"),
            models.Index(fields=["account", "store"], name="channel_of_store"),
        ]
