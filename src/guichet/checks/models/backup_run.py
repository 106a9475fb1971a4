"""What became of a backup or of a restore drill."""

from django.db import models

from guichet.accounts.models.keys import new_id


class BackupRunKind(models.TextChoices):
    """BACKUP wrote a file; DRILL restored one into a scratch database and compared."""

    BACKUP = "BACKUP"
    DRILL = "DRILL"


class BackupRun(models.Model):
    """One row a run. It belongs to the installation, not to an account: it holds no data of one.

    `made_at` is when the backup was made that the run is about; `problem` is one sentence, empty when it is
    green.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=BackupRunKind.choices)
    ended_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=300)
    is_green = models.BooleanField()
    problem = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "backup_run"
        indexes = [models.Index(fields=["kind", "is_green", "-ended_at"], name="backup_run_newest")]
