"""Who changed what: one row of the audit, and where each account's chain of them ends."""

from django.db import models

from guichet.accounts.models.account import Account
from guichet.accounts.models.keys import new_id


class ActorKind(models.TextChoices):
    """Who acts: a signed-in member, a token on behalf of its member, or Guichet by itself."""

    MEMBER = "member"
    TOKEN = "token"  # noqa: S105
    SYSTEM = "system"


class AuditEntry(models.Model):
    """One change, written by the database alone and never changed (docs/decisions/0017-audit.md).

    Rows come by way of `audit_pending`, when their transaction commits: only then is the chain locked.
    `number` counts within the account without a gap, `hash` is over all other columns and the hash before.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Without constraint: an entry outlives what it tells of, and each one would lock the account's row.
    account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=6, choices=ActorKind.choices)
    member_id = models.UUIDField(null=True)
    token_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=254)
    # An internet address, "command line", or nothing for what Guichet does by itself.
    origin = models.CharField(max_length=64)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_entry"
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="audit_number_once")]
        indexes = [
            models.Index(fields=["account", "subject_id", "number"], name="audit_of_subject"),
            models.Index(fields=["account", "act", "number"], name="audit_of_act"),
            models.Index(fields=["account", "member_id", "number"], name="audit_of_member"),
            models.Index(fields=["account", "at"], name="audit_of_period"),
        ]


class AuditHead(models.Model):
    """The last entry of an account's chain; its row is the lock under which the chain grows."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_head"
