"""A mail as it arrived, and what mails left behind to find their discussions by."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.models.discussion import Discussion
from guichet.inbox.models.message import Message


class MailState(models.TextChoices):
    """NEW waits to be read. ASIDE (not proven) and UNREADABLE wait for a person; the others are done."""

    NEW = "NEW"
    READ = "READ"
    ASIDE = "ASIDE"
    UNREADABLE = "UNREADABLE"
    IGNORED = "IGNORED"
    DUPLICATE = "DUPLICATE"


class MailWay(models.TextChoices):
    """How a mail came. What a server wrote into it about its checks counts only where we know the server."""

    SMTP = "SMTP"
    MAILBOX = "MAILBOX"
    OWN_MAILBOX = "OWN_MAILBOX"


class RawMail(models.Model):
    """A mail, kept whole from before it was acknowledged. Only a mail that counts gets a `message_key`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="mails", db_index=False)
    body = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    envelope_from = models.CharField(max_length=320, blank=True)
    received_at = models.DateTimeField()
    way = models.CharField(
        max_length=12, choices=MailWay.choices, default=MailWay.SMTP, db_default=MailWay.SMTP
    )
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.NEW)
    kind = models.CharField(max_length=10, blank=True)
    why = models.TextField(blank=True)
    # When a NEW mail should be looked at; later than now while it waits for DNS or for its discussion.
    look_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_accepted = models.BooleanField(default=False)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.TextField(blank=True)
    # The Message-ID header, without its brackets.
    header_id = models.CharField(max_length=300, blank=True)
    message_key = models.CharField(max_length=300, null=True)  # unique when known
    sent_at = models.DateTimeField(null=True)
    discussion = models.ForeignKey(Discussion, null=True, on_delete=models.SET_NULL, related_name="mails")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="mails")

    class Meta:
        db_table = "raw_mail"
        constraints = [
            models.UniqueConstraint(fields=["channel", "digest"], name="raw_mail_once"),
            models.UniqueConstraint(fields=["channel", "message_key"], name="raw_mail_message_once"),
        ]
        indexes = [
            models.Index(fields=["look_at"], condition=Q(state="NEW"), name="raw_mail_to_read"),
            models.Index(fields=["channel", "header_id"], name="raw_mail_by_header_id"),
            models.Index(
                fields=["channel", "received_at"],
                condition=Q(state__in=["ASIDE", "UNREADABLE"]),
                name="raw_mail_for_a_person",
            ),
        ]


class MailReference(models.Model):
    """A case, a thread or an alias under which a discussion of a channel is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+", db_index=False)
    reference = models.CharField(max_length=300)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "mail_reference"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "reference", "discussion"], name="mail_reference_once"
            ),
        ]
