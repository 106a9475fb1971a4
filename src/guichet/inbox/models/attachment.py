"""A file of a message, or one uploaded for a reply to come."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Member
from guichet.accounts.models.keys import new_id
from guichet.inbox.models.discussion import Discussion
from guichet.inbox.models.message import Message


class AttachmentState(models.TextChoices):
    """WAITING to be fetched or scanned, STORED here, FAILED for good (the marketplace no longer has it),
    or QUARANTINED: kept, and given to nobody, because the scanner found something in it.
    """

    WAITING = "WAITING"
    STORED = "STORED"
    FAILED = "FAILED"
    QUARANTINED = "QUARANTINED"


class Attachment(models.Model):
    """A file; its bytes are stored once per content under `digest` (SHA-256, hexadecimal)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    discussion = models.ForeignKey(
        Discussion, null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    message = models.ForeignKey(
        Message, null=True, on_delete=models.PROTECT, related_name="attachments", db_index=False
    )
    marketplace_attachment_id = models.CharField(max_length=300, null=True)  # unique when known
    file_name = models.CharField(max_length=500)
    content_type = models.CharField(max_length=200, default="application/octet-stream")
    size_bytes = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    # What the bytes are, where the name says something else.
    looks_like = models.CharField(max_length=200, blank=True, db_default="")
    # When a malware scanner found nothing in it; null where none was asked.
    scanned_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=AttachmentState.choices, default=AttachmentState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    # Since when no message, draft, invoice or setting names this upload; such rows are let go after a week.
    loose_since = models.DateTimeField(null=True)
    uploaded_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "attachment"
        constraints = [
            models.UniqueConstraint(fields=["message", "marketplace_attachment_id"], name="attachment_once"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="WAITING"), name="attachment_to_fetch"),
            models.Index(fields=["digest"], name="attachment_content"),
            models.Index(fields=["created_at"], condition=Q(discussion=None), name="attachment_upload"),
        ]
