"""The key of a backup: an age identity (https://age-encryption.org/v1), or a recipient that can only lock."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyrage import IdentityError, RecipientError
from pyrage.x25519 import Identity, Recipient

from guichet.config.backup.errors import BackupError

VARIABLE = "GUICHET_BACKUP_KEY"
SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how such a key begins


@dataclass(frozen=True, slots=True)
class Lock:
    """What locks a backup, and the file that this run wrote the key to, if it made one."""

    recipient: Recipient = field(repr=False)
    made: Path | None = None


def lock_for(file: Path, key: Path | None, given: Mapping[str, str] = os.environ) -> Lock:
    """The key named by `--key` or GUICHET_BACKUP_KEY; else that of `FILE.key`, made when it is missing."""
    if key is not None:
        return Lock(_recipient(_read(key), str(key)))
    if text := given.get(VARIABLE):
        return Lock(_recipient(text, VARIABLE))
    return own_lock(beside(file))


def own_lock(path: Path) -> Lock:
    """The key in a file of ours, made when it is missing."""
    if path.exists():
        return Lock(_recipient(_read(path), str(path)))
    return Lock(_make(path).to_public(), made=path)


def identity_for(file: Path, key: Path | None, given: Mapping[str, str] = os.environ) -> Identity:
    """The key that opens a backup: `--key`, GUICHET_BACKUP_KEY, then `FILE.key`; BackupError without one."""
    if key is not None:
        return _identity(_read(key), str(key))
    if text := given.get(VARIABLE):
        return _identity(text, VARIABLE)
    if beside(file).exists():
        return _identity(_read(beside(file)), str(beside(file)))
    raise BackupError(
        f"There is no key for {file}: name its file with --key, set {VARIABLE}, or put it at {beside(file)}."
    )


def beside(file: Path) -> Path:
    """Where the key of a backup is looked for."""
    return file.with_name(f"{file.name}.key")


def _make(path: Path) -> Identity:
    identity = Identity.generate()
    text = f"# The key of Guichet's backups. Keep it apart from them.\n# {identity.to_public()}\n{identity}\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BackupError(f"The key cannot be written to {path}: {error.strerror}.") from error
    return identity


def _read(path: Path) -> str:
    """The first line that is neither empty nor a comment, as `age-keygen` writes it."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"The key file {path} cannot be read; name one made by Guichet or age.") from error
    return next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")


def _recipient(text: str, where: str) -> Recipient:
    if text.strip().upper().startswith(SECRET):
        return _identity(text, where).to_public()
    try:
        return Recipient.from_str(text.strip())
    except RecipientError as error:
        raise BackupError(f"{where} holds no age key: it begins with {SECRET} or age1.") from error


def _identity(text: str, where: str) -> Identity:
    if text.strip().startswith("age1"):
        raise BackupError(
            f"{where} holds the public half of a key, which cannot open a backup: give the half that "
            f"begins with {SECRET}."
        )
    try:
        return Identity.from_str(text.strip())
    except IdentityError as error:
        raise BackupError(f"{where} holds no age key: it begins with {SECRET}.") from error
