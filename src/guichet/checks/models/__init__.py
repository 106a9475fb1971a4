"""The rows of the checks room."""

from guichet.checks.models.backup_run import BackupRun, BackupRunKind

__all__ = ["BackupRun", "BackupRunKind"]
