"""Whether there is a backup, and whether one proved that it can be restored."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.checks.backups import backup_state
from guichet.checks.finding import Finding, advise, fine, mend

BACKUP_WITHIN = timedelta(days=2)
DRILL_WITHIN = timedelta(days=8)


def check_backups() -> Iterator[Finding]:
    """Only where backups are made by themselves are missing ones a fault."""
    state = backup_state()
    is_nightly = bool(settings.GUICHET_BACKUP_DIR)
    if state.problem:
        yield mend("backups", _("The last restore drill failed: %(why)s") % {"why": state.problem})
    if not is_nightly and state.last_backup is None:
        yield advise("backups", _("There is no backup: set GUICHET_BACKUP_DIR, or run `guichet backup`."))
        return
    say = mend if is_nightly else advise
    if _is_older(state.last_backup, BACKUP_WITHIN):
        yield say("backups", _("The last backup is older than two days: look for its error in the log."))
    elif _is_older(state.last_drilled, DRILL_WITHIN):
        yield advise("backups", _("No backup was restored on trial within eight days."))
    elif not state.problem:
        yield fine("backups", _("A backup was made, and restored on trial."))


def _is_older(moment: datetime | None, than: timedelta) -> bool:
    return moment is None or timezone.now() - moment > than
