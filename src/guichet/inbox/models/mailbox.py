"""How far a mailbox has been read."""

from django.db import models
from django.db.models import Q

from guichet.accounts.models import Account, Channel
from guichet.accounts.models.keys import new_id


class Mailbox(models.Model):
    """A folder read by IMAP: a channel's own, or the installation's (without account and channel).

    `identity` is a digest of server, user and folder: another one is another mailbox and is read from its
    start. UIDs count within one UIDVALIDITY alone (RFC 3501, 2.3.1.1). `held_until` is the reader's lease.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    channel = models.ForeignKey(
        Channel, null=True, on_delete=models.CASCADE, related_name="mailboxes", db_index=False
    )
    identity = models.CharField(max_length=64)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    held_by = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # What is wrong and what to do; empty while it can be read.
    trouble = models.TextField(blank=True)
    # Mails that name no channel, left where they are.
    unclaimed_count = models.BigIntegerField(default=0)
    too_large_count = models.BigIntegerField(default=0)

    class Meta:
        db_table = "mailbox"
        constraints = [
            models.UniqueConstraint(fields=["account", "channel", "identity"], name="mailbox_once"),
            models.UniqueConstraint(
                fields=["identity"], condition=Q(channel=None), name="mailbox_of_installation_once"
            ),
        ]
