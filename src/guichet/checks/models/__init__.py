"""The rows of the checks room."""

from guichet.checks.models.backup_run import BackupRun, BackupRunKind
from guichet.checks.models.invariant_run import InvariantRun

__all__ = ["BackupRun", "BackupRunKind", "InvariantRun"]
