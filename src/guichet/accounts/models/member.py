"""A person in an account."""

from django.db import models

from guichet.accounts.models.account import Account
from guichet.accounts.models.keys import new_id
from guichet.accounts.models.person import Person
from guichet.accounts.models.store import Store


class Role(models.TextChoices):
    """What a member may do: an owner all, a manager settings, an agent conversations, a reader nothing."""

    OWNER = "owner"
    MANAGER = "manager"
    AGENT = "agent"
    READER = "reader"


class Member(models.Model):
    """A person in an account, with a role, seeing all or some stores."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.AGENT)
    sees_all_stores = models.BooleanField(default=True)
    stores = models.ManyToManyField(Store, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # When they last opened a page, to the hour.
    last_seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "member"
        constraints = [models.UniqueConstraint(fields=["account", "person"], name="member_once")]
