"""A list that somebody comes back to, by name."""

from django.db import models

from guichet.accounts.models import Account, Member
from guichet.accounts.models.keys import new_id


class View(models.Model):
    """A filter and an order of the list, kept by a member for themselves or for the team.

    `wanted` holds the fields of `DiscussionFilter` that narrow, by name (`inbox.saved_filter`). It says what
    is asked for and not what may be seen: whoever opens it sees their own stores.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    is_shared = models.BooleanField(default=False)
    wanted = models.JSONField(default=dict)
    order = models.CharField(max_length=20)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "saved_view"
        constraints = [
            models.UniqueConstraint(fields=["account", "owner", "name"], name="saved_view_name_once"),
        ]
