"""What a person who backs up or restores is told."""


class BackupError(Exception):
    """A backup or restore that cannot be; the message is one sentence that says what to do."""
