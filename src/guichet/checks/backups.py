"""When the installation was last backed up, and when a backup last proved that it can be restored."""

from dataclasses import dataclass
from datetime import datetime

from guichet.checks.models import BackupRun, BackupRunKind


@dataclass(frozen=True, slots=True)
class BackupState:
    """Moments of the last green runs, None where there was none; `problem` is why the newest drill failed.

    `last_drilled` is the end of the last green drill, `drilled_backup` when the backup was made that it
    restored.
    """

    last_backup: datetime | None
    last_drilled: datetime | None
    drilled_backup: datetime | None
    problem: str


def backup_state() -> BackupState:
    """Three queries; for the health page, metrics and `guichet doctor`."""
    drills = BackupRun.objects.filter(kind=BackupRunKind.DRILL)
    backup = BackupRun.objects.filter(kind=BackupRunKind.BACKUP, is_green=True).order_by("-ended_at").first()
    green = drills.filter(is_green=True).order_by("-ended_at").first()
    newest = drills.order_by("-ended_at").first()
    return BackupState(
        last_backup=backup.made_at if backup else None,
        last_drilled=green.ended_at if green else None,
        drilled_backup=green.made_at if green else None,
        problem=newest.problem if newest else "",
    )


def last_green_drill() -> datetime | None:
    """When a backup was last restored into a scratch database and found complete."""
    return backup_state().last_drilled
