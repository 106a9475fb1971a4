"""How far one person has read one discussion."""

from django.db import models

from guichet.accounts.models import Account, Member
from guichet.accounts.models.keys import new_id
from guichet.inbox.models.discussion import Discussion


class Visit(models.Model):
    """The last time that a member opened a discussion, and the newest message that was there.

    `Discussion.is_read` is the team's; this is each person's own, so that what is new stands under a line.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="+")
    seen_message_id = models.UUIDField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "visit"
        constraints = [
            models.UniqueConstraint(fields=["account", "member", "discussion"], name="visit_once"),
        ]
