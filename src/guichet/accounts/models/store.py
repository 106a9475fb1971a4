"""One shop of an account."""

from django.db import models

from guichet.accounts.models.account import Account
from guichet.accounts.models.keys import new_id


class Store(models.Model):
    """One shop of the account; an account has one or more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="stores")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "store"
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="store_name_once")]

    def __str__(self) -> str:
        return self.name
