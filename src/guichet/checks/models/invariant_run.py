"""What the last look over the invariants found."""

from django.db import models

from guichet.accounts.models.keys import new_id


class InvariantRun(models.Model):
    """One row a run, of the whole installation: what does not hold, for how many rows, the ids of some."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ended_at = models.DateTimeField()
    broken = models.JSONField(default=list)

    class Meta:
        db_table = "invariant_run"
        indexes = [models.Index(fields=["-ended_at"], name="invariant_run_newest")]
