"""A change of many discussions at once, and what each of them was before."""

from django.db import models

from guichet.accounts.models import Account, Member
from guichet.accounts.models.keys import new_id
from guichet.inbox.models.discussion import Discussion


class BulkKind(models.TextChoices):
    """What is changed."""

    STATUS = "STATUS"
    READ = "READ"


class BulkState(models.TextChoices):
    """Where an act stands. DROPPED: the one who asked for it may not any more."""

    RUNNING = "RUNNING"
    DONE = "DONE"
    UNDOING = "UNDOING"
    UNDONE = "UNDONE"
    DROPPED = "DROPPED"


class BulkAct(models.Model):
    """One value for many discussions, by one member; taken back as a whole.

    `filter` is what was asked for, null where discussions were named. `done` counts the rows that are
    through, `restored` those that undoing put back. `look_at` is the next moment the sweep should look at it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=BulkKind.choices)
    value = models.CharField(max_length=8)
    filter = models.JSONField(null=True)
    state = models.CharField(max_length=8, choices=BulkState.choices, default=BulkState.RUNNING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    restored = models.PositiveIntegerField(default=0)
    look_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bulk_act"
        indexes = [
            models.Index(
                fields=["look_at"],
                condition=models.Q(state__in=["RUNNING", "UNDOING"]),
                name="bulk_act_under_way",
            ),
            models.Index(fields=["created_at"], name="bulk_act_by_age"),
        ]


class Step(models.TextChoices):
    """Where one row of an act stands. SAME: it had the value already. KEPT: somebody changed it since."""

    WAITING = "WAITING"
    SAME = "SAME"
    CHANGED = "CHANGED"
    RESTORED = "RESTORED"
    KEPT = "KEPT"


class BulkChange(models.Model):
    """One discussion of an act; `before` and `changed_in` (the transaction) are known once it is changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="changes", db_index=False)
    # Without a constraint, which would lock and so write thousands of rows that are merely named.
    discussion = models.ForeignKey(
        Discussion, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    step = models.CharField(max_length=8, choices=Step.choices, default=Step.WAITING)
    before = models.CharField(max_length=8, blank=True)
    changed_in = models.BigIntegerField(default=0)

    class Meta:
        db_table = "bulk_change"
        constraints = [
            models.UniqueConstraint(fields=["account", "act", "discussion"], name="bulk_change_once")
        ]
        indexes = [models.Index(fields=["act", "step", "discussion"], name="bulk_change_next")]
