"""An answer in the making."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from guichet.accounts.models import Account, Member
from guichet.accounts.models.keys import new_id
from guichet.inbox.models.discussion import Discussion


class Draft(models.Model):
    """What one person has typed in one discussion and not sent yet: theirs alone, on every computer.

    `files` are uploads that wait for a reply. They have no foreign key: one that is gone is left out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(blank=True)
    recipients = ArrayField(models.CharField(max_length=12), default=list)
    files = ArrayField(models.UUIDField(), default=list)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        constraints = [
            models.UniqueConstraint(fields=["account", "member", "discussion"], name="draft_once"),
        ]
