"""When the installation was last backed up, and when a backup last proved that it can be restored."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from guichet.checks.models import BackupRun, BackupRunKind

# As `guichet backup --nightly` names them (guichet.config.backup.nightly).
NIGHTLY = re.compile(r"guichet-\d{8}T\d{6}Z\.backup")
# Of those made by hand.
AT_MOST = 50


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


def backups_holding(moment: datetime) -> list[dict[str, Any]]:
    """The backups that hold what was in the database up to a moment, the newest first, as receipts list them.

    Nightly ones go when as many newer ones are there as are kept; of those that somebody made by hand nobody
    knows whether and when they go: `goneBy` is null.
    """
    runs = BackupRun.objects.filter(kind=BackupRunKind.BACKUP, is_green=True, made_at__lte=moment)
    rows = list(runs.order_by("-made_at").values_list("file_name", "made_at"))
    kept = settings.GUICHET_BACKUP_KEEP
    nightly = [row for row in rows if NIGHTLY.fullmatch(row[0])][:kept]
    others = [row for row in rows if not NIGHTLY.fullmatch(row[0])][:AT_MOST]
    told = [_held(name, made, timedelta(days=kept)) for name, made in nightly]
    return told + [_held(name, made, None) for name, made in others]


def _held(name: str, made: datetime | None, stays: timedelta | None) -> dict[str, Any]:
    gone = made + stays if made and stays else None
    return {
        "name": name,
        "madeAt": made.isoformat() if made else None,
        "goneBy": gone.isoformat() if gone else None,
    }


def last_green_drill() -> datetime | None:
    """When a backup was last restored into a scratch database and found complete."""
    return backup_state().last_drilled
