"""One message of a discussion, from either side."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Member
from guichet.accounts.models.keys import new_id
from guichet.inbox.models.discussion import Discussion


class Delivery(models.TextChoices):
    """What became of a message. SENDING is ours alone: the wire is being used, shown as QUEUED outside."""

    RECEIVED = "RECEIVED"
    QUEUED = "QUEUED"
    SENDING = "SENDING"
    CHECKING = "CHECKING"
    SENT = "SENT"
    CONFIRMED = "CONFIRMED"
    FAILED = "FAILED"


class Message(models.Model):
    """A message as read from the marketplace, or a reply on its way there.

    `attempted_at` is set before a reply touches the wire and never taken back: whoever finds a message
    that was attempted and not answered reads the thread before doing anything else.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    discussion = models.ForeignKey(
        Discussion, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    marketplace_message_id = models.CharField(max_length=300, null=True)  # unique when known
    author_kind = models.CharField(max_length=12)
    author_name = models.CharField(max_length=300, blank=True)
    author_email = models.CharField(max_length=320, null=True)  # absent is not empty
    recipients = ArrayField(models.CharField(max_length=12), default=list)
    body = models.TextField()
    original = models.TextField(null=True)  # null where equal to body
    sent_at = models.DateTimeField()
    # When the marketplace was last seen to show other words, and what it showed before, oldest first.
    edited_at = models.DateTimeField(null=True)
    earlier = models.JSONField(default=list, db_default=[])
    # When its words and names were erased; what the marketplace shows of it since is not taken in.
    erased_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.RECEIVED)
    delivery_error = models.TextField(null=True)  # null while nothing is wrong
    leaves_at = models.DateTimeField(null=True)
    attempted_at = models.DateTimeField(null=True)
    # The clock that this reply stopped when it was sent; it goes on from there if the reply fails after all.
    answers_since = models.DateTimeField(null=True)
    # The next moment the sweep or a job should look at this reply again.
    look_at = models.DateTimeField(null=True)
    checks = models.PositiveSmallIntegerField(default=0)
    idempotency_key = models.CharField(max_length=200, null=True)  # unique when given
    written_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    # The transaction that last changed this row, its files' arrival among them: kept by triggers.
    changed_in = models.BigIntegerField(db_default=0, editable=False)

    class Meta:
        db_table = "message"
        constraints = [
            models.UniqueConstraint(fields=["discussion", "marketplace_message_id"], name="message_once"),
            models.UniqueConstraint(fields=["discussion", "idempotency_key"], name="message_key_once"),
        ]
        indexes = [
            models.Index(fields=["discussion", "sent_at", "id"], name="message_in_order"),
            models.Index(fields=["account", "changed_in"], name="message_changed"),
            models.Index(
                fields=["look_at"],
                condition=Q(delivery__in=["QUEUED", "SENDING", "CHECKING"]),
                name="message_on_its_way",
            ),
            models.Index(
                fields=["account", "discussion"],
                condition=Q(delivery__in=["QUEUED", "SENDING", "CHECKING", "SENT", "FAILED"]),
                name="message_unconfirmed",
            ),
        ]
