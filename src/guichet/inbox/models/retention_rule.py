"""How long personal data of a platform is kept."""

from django.db import models

from guichet.accounts.models import Account
from guichet.accounts.models.keys import new_id


class RetentionRule(models.Model):
    """What an owner said in place of the default; `platform` is empty for all that have no rule of their own.

    `days` count from the delivery of the order where it is known, else from the last message; null keeps.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    platform = models.CharField(max_length=20, blank=True)
    days = models.PositiveIntegerField(null=True)
    # Discussions that are open or pending too.
    includes_open = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "retention_rule"
        constraints = [
            models.UniqueConstraint(fields=["account", "platform"], name="retention_rule_once"),
        ]
