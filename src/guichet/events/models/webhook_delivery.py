"""One thing to tell to one address."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account
from guichet.accounts.models.keys import new_id
from guichet.events.models.webhook import Webhook


class EventKind(models.TextChoices):
    """What happened, in the words of the payload's `type`."""

    MESSAGE_CREATED = "message.created"
    DISCUSSION_CHANGED = "discussion.changed"
    REPLY_DELIVERED = "reply.delivered"
    REPLY_FAILED = "reply.failed"
    CHANNEL_BLOCKED = "channel.blocked"
    TEST = "webhook.test"


class DeliveryState(models.TextChoices):
    """WAITING until the address has taken it, three days are over, or somebody lets it go."""

    WAITING = "WAITING"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


class WebhookDelivery(models.Model):
    """One event for one webhook, written by triggers in the transaction of the change (0002_triggers).

    What has the same `subject` (a discussion, a channel) is told in the order of `position`. `facts` is what
    was true then; what is true of the discussion now is read when it is told.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Not checked by the database: every ingest would lock the row of the webhook for it.
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    webhook = models.ForeignKey(
        Webhook, on_delete=models.CASCADE, related_name="deliveries", db_index=False, db_constraint=False
    )
    position = models.BigIntegerField(editable=False)
    kind = models.CharField(max_length=30, choices=EventKind.choices)
    subject = models.UUIDField()
    message_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    # Since when every try has failed: three days later it is given up.
    failing_since = models.DateTimeField(null=True)
    last_try_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)  # null: no answer came
    error = models.TextField(blank=True)

    class Meta:
        db_table = "webhook_delivery"
        indexes = [
            models.Index(
                fields=["webhook", "position"], condition=Q(state="WAITING"), name="webhook_waiting"
            ),
            models.Index(
                fields=["webhook", "subject", "position"],
                condition=Q(state="WAITING"),
                name="webhook_in_order",
            ),
            models.Index(fields=["webhook", "-position"], name="webhook_newest"),
            models.Index(fields=["occurred_at"], name="webhook_delivery_age"),
        ]
