"""Makes a backup: one snapshot of the database, then every content that the snapshot names.

Contents never change and lie there before the row that names them is committed, so copying them after the
snapshot was taken finds them all. One that is let go of meanwhile was not wanted any more; it is noted.
"""

import fcntl
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import cast

from guichet.config.backup.archive import Stream, add, writing
from guichet.config.backup.counted import Counted
from guichet.config.backup.errors import BackupError
from guichet.config.backup.keys import Lock
from guichet.config.backup.manifest import (
    ATTACHMENTS,
    DATABASE,
    END,
    KEYS,
    MANIFEST,
    End,
    Keys,
    Manifest,
    written,
)
from guichet.config.backup.progress import Progress, in_words
from guichet.config.backup.snapshot import CONTENTS, ROLES, Snapshot, dump, dumper_for, snapshot, table_counts
from guichet.config.environment import Environment
from guichet.inbox.files import open_content

NO_SPACE = "[Errno 28]"
# Where things are on this machine, and what we tell our own children: nobody has to set that again.
OF_THIS_MACHINE = frozenset(
    {"GUICHET_DATA_DIR", "GUICHET_DATABASE_URL", "GUICHET_SECRET_KEY", "GUICHET_ENCRYPTION_KEYS",
     "GUICHET_BACKUP_KEY", "GUICHET_SUPERVISED", "GUICHET_WEB_PARENT"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """What was backed up, and how many bytes the file has."""

    manifest: Manifest
    end: End
    size: int


@dataclass(slots=True)
class _Attachments:
    """What became of the contents so far."""

    written: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def make_backup(
    file: Path,
    url: str,
    environment: Environment,
    lock: Lock,
    *,
    attachments: bool = True,
    force: bool = False,
) -> Made:
    """Write FILE whole or not at all; BackupError says why it cannot be.

    It grows as FILE.part and gets its name once it is on the disk. Django is to be set up.
    """
    if file.exists() and not force:
        raise BackupError(f"{file} is there already: name another file, or add --force to replace it.")
    with snapshot(url) as moment:
        manifest = _manifest(moment, attachments)
        _must_have_room(file, manifest.expected_bytes)
        progress = Progress("Backing up", manifest.expected_bytes)
        try:
            with _growing(file) as out, writing(out, lock.recipient) as tar:
                end = _fill(tar, moment, manifest, _keys(environment), progress)
        except OSError as error:
            raise BackupError(_why(file, error)) from error
        finally:
            progress.end()
    return Made(manifest, end, file.stat().st_size)


def _fill(tar: tarfile.TarFile, moment: Snapshot, manifest: Manifest, keys: Keys, progress: Progress) -> End:
    _add_bytes(tar, MANIFEST, written(manifest))
    _add_bytes(tar, KEYS, written(keys))
    digest, size = sha256(), 0
    for number, piece in enumerate(dump(moment)):
        digest.update(piece)
        size += len(piece)
        _add_bytes(tar, f"{DATABASE}{number:06}", piece)
        progress.add(len(piece))
    found = _Attachments()
    if manifest.has_attachments:
        for name in moment.digests():
            _add_content(tar, name, found, progress)
    end = End(digest.hexdigest(), size, found.written, tuple(found.missing), tuple(found.damaged))
    _add_bytes(tar, END, written(end))
    return end


def _add_content(tar: tarfile.TarFile, name: str, found: _Attachments, progress: Progress) -> None:
    try:
        stream = open_content(name)
    except FileNotFoundError:
        found.missing.append(name)
        return
    with stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        counted = Counted(stream, progress)
        add(tar, f"{ATTACHMENTS}{name}", size, cast("Stream", counted))
    found.written += 1
    progress.add(0, files=1)
    if counted.digest.hexdigest() != name:
        found.damaged.append(name)


def _manifest(moment: Snapshot, attachments: bool) -> Manifest:
    applied = moment.rows("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    ((count, size),) = moment.rows(
        f"SELECT count(*), coalesce(sum(size), 0)::bigint FROM ({CONTENTS}) content"  # noqa: S608 - ours
    )
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        guichet=version("guichet"),
        dumper=dumper_for(moment.connection),
        migrations=tuple(name for (name,) in applied),
        tables=table_counts(moment.connection),
        roles=tuple(role for (role,) in moment.rows(ROLES)),
        variables=tuple(sorted(name for name in os.environ if _is_worth_setting(name))),
        database_bytes=moment.rows("SELECT pg_database_size(current_database())")[0][0],
        attachments=count,
        attachment_bytes=size,
        has_attachments=attachments,
    )


def _is_worth_setting(name: str) -> bool:
    return name.startswith("GUICHET_") and name not in OF_THIS_MACHINE


def _keys(environment: Environment) -> Keys:
    return Keys(environment.secret_key, environment.encryption_keys)


def _must_have_room(file: Path, needed: int) -> None:
    try:
        free = shutil.disk_usage(file.parent).free
    except OSError as error:
        raise BackupError(f"{file.parent} cannot be used: {error.strerror}.") from error
    if free < needed:
        raise BackupError(
            f"{file.parent} has {in_words(free)} free and the backup needs about {in_words(needed)}: make "
            f"room, "
            "or name a file on another disk."
        )


@contextmanager
def _growing(file: Path) -> Iterator[Stream]:
    """The file under its name for the time being; two that write the same are told apart by its lock."""
    part = file.with_name(f"{file.name}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b", buffering=1024 * 1024) as out:
        try:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"Another backup is being written to {file}: wait for it.") from error
        try:
            out.truncate(0)
            yield out
            out.flush()
            os.fsync(out.fileno())
            part.replace(file)
            _sync_folder(file.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    add(tar, name, len(content), BytesIO(content))


def _why(file: Path, error: OSError) -> str:
    if NO_SPACE in str(error):
        return f"The disk of {file.parent} is full: make room, or name a file on another disk."
    return f"{file} cannot be written: {error.strerror or error}."
