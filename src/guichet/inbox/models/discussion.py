"""A thread about one matter."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Channel, Store
from guichet.accounts.models.keys import new_id


class DiscussionStatus(models.TextChoices):
    """Private to the team, changed by people only."""

    OPEN = "OPEN"
    PENDING = "PENDING"
    SOLVED = "SOLVED"
    CLOSED = "CLOSED"


class Discussion(models.Model):
    """A thread with a customer, the marketplace or both.

    The list is shown from this row alone: participants, snippet and times are kept here by the ingest.
    `participants`, `initiator` and `possible_recipients` hold the fields of `platforms.port.Participant`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+", db_index=False)
    marketplace = models.CharField(max_length=100)
    marketplace_discussion_id = models.CharField(max_length=300)
    merchant_discussion_id = models.CharField(max_length=300, null=True)  # unique when given
    type = models.CharField(max_length=8)
    status = models.CharField(max_length=8, choices=DiscussionStatus.choices, default=DiscussionStatus.OPEN)
    is_read = models.BooleanField(default=False)
    subject = models.TextField()
    snippet = models.CharField(max_length=300, blank=True)
    participants = models.JSONField(default=list)
    initiator = models.JSONField(null=True)
    possible_recipients = models.JSONField(default=list)
    recipient_kinds = ArrayField(models.CharField(max_length=12), default=list)
    product = models.JSONField(null=True)
    order_ref = models.CharField(max_length=200, null=True)  # absent is not empty
    message_count = models.PositiveIntegerField(default=0)
    # What the marketplace says it holds; more than message_count means that some are still to be read.
    marketplace_message_count = models.PositiveIntegerField(default=0)
    last_message_at = models.DateTimeField()
    # Both null while no answer is awaited; `reply_due_at` is the earliest of all limits that are known.
    needs_reply_since = models.DateTimeField(null=True)
    reply_due_at = models.DateTimeField(null=True)
    # The deadline in the marketplace's own words, where it tells one for each discussion.
    marketplace_due_at = models.DateTimeField(null=True)
    # While a person says that no answer is needed: since when, and the moment at which the clock stands.
    answer_waived_at = models.DateTimeField(null=True)
    waived_since = models.DateTimeField(null=True)
    last_sync_at = models.DateTimeField(null=True)
    # When its personal data was erased, up to which message, and how many messages before it never came here:
    # none of that is taken in again (docs/decisions/0022-retention.md).
    erased_at = models.DateTimeField(null=True)
    erased_until = models.DateTimeField(null=True)
    erased_unseen = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(auto_now=True)
    # The transactions that last changed what a page can show, the status, the read mark: kept by triggers
    # (docs/decisions/0009-live.md).
    changed_in = models.BigIntegerField(db_default=0, editable=False)
    status_in = models.BigIntegerField(db_default=0, editable=False)
    read_in = models.BigIntegerField(db_default=0, editable=False)

    class Meta:
        db_table = "discussion"
        constraints = [
            models.UniqueConstraint(fields=["channel", "marketplace_discussion_id"], name="discussion_once"),
            models.UniqueConstraint(
                fields=["account", "merchant_discussion_id"],
                condition=Q(merchant_discussion_id__isnull=False),
                name="discussion_merchant_id_once",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-last_message_at", "-id"], name="discussion_newest"),
            models.Index(
                fields=["account", "status", "-last_message_at", "-id"], name="discussion_by_status"
            ),
            models.Index(fields=["account", "store", "-last_message_at", "-id"], name="discussion_by_store"),
            models.Index(
                fields=["account", "marketplace", "-last_message_at", "-id"], name="discussion_by_marketplace"
            ),
            models.Index(fields=["account", "type", "-last_message_at", "-id"], name="discussion_by_type"),
            models.Index(
                fields=["account", "-last_message_at", "-id"],
                condition=Q(is_read=False),
                name="discussion_unread",
            ),
            models.Index(
                fields=["account", "-last_message_at", "-id"],
                condition=Q(needs_reply_since__isnull=False),
                name="discussion_waiting",
            ),
            models.Index(fields=["account", "reply_due_at"], name="discussion_due"),
            models.Index(fields=["account", "changed_in"], name="discussion_changed"),
            models.Index(
                fields=["account", "order_ref"],
                condition=Q(order_ref__isnull=False),
                name="discussion_by_order",
            ),
            models.Index(
                fields=["channel"],
                condition=Q(marketplace_message_count__gt=models.F("message_count")),
                name="discussion_incomplete",
            ),
        ]
