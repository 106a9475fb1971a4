"""The tenant."""

from django.db import models

from guichet.accounts.models.keys import new_id


class Account(models.Model):
    """The seller's company. Nothing crosses it: every table carries its id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    requires_second_factor = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.name
