"""Restores a backup into an empty installation: proved first, marked as unfinished until it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django
from pyrage.x25519 import Identity

from guichet.config.backup.errors import BackupError
from guichet.config.backup.load import Loading, must_be_complete
from guichet.config.backup.manifest import Keys, Manifest
from guichet.config.backup.place_keys import place_keys
from guichet.config.backup.progress import in_words
from guichet.config.backup.target import finish, make_room, mark, must_be_empty
from guichet.config.backup.walk import Contents, prove, walk
from guichet.config.environment import Environment, read_environment
from guichet.config.schema_age import unknown_migrations
from guichet.config.starting import database, migrate

if TYPE_CHECKING:
    from guichet.config.backup.hold import Held

# Half of the database again, for its log of changes while it is filled.
DATABASE_FACTOR = 1.5


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands there now; `notes` are sentences for the person who restored it."""

    contents: Contents
    held: "Held"
    notes: tuple[str, ...]


def restore(file: Path, identity: Identity) -> Restored:
    """Restore FILE; BackupError says why it cannot be, and then nothing was written unless it says so."""
    environment = _peek()
    must_be_empty(environment)
    contents = prove(file, identity)
    _must_be_known(contents.manifest)
    _must_have_room(environment, contents)
    mark(environment.data_dir, file.name)
    notes = place_keys(environment.data_dir, contents.keys)
    with _started() as url:
        make_room(environment, url)
        _load(file, identity, url)
        must_be_complete(url, contents.manifest)
        migrate()
        from guichet.config.backup.hold import hold_what_leaves

        held = hold_what_leaves(datetime.fromisoformat(contents.manifest.made_at), _lost(contents))
        finish(environment.data_dir, url)
    return Restored(contents, held, (*notes, *_missing(contents)))


class _Into:
    """Takes a backup's parts into the database and the place of attachments."""

    def __init__(self, url: str) -> None:
        self.loading: Loading | None = None
        self._url = url

    def begin(self, manifest: Manifest, keys: Keys) -> None:
        self.loading = Loading(self._url, manifest)

    def database(self, piece: bytes) -> None:
        assert self.loading is not None  # noqa: S101 - begin comes first
        self.loading.feed(piece)

    def attachment(self, digest: str, chunks: Iterator[bytes]) -> None:
        from guichet.inbox.files import store

        store(chunks, limit=2**63)


def _load(file: Path, identity: Identity, url: str) -> None:
    """Both at once; the database is committed when the last byte of the backup was read and proved."""
    into = _Into(url)
    try:
        walk(file, identity, into, "Restoring")
    except BaseException:
        if into.loading is not None:
            into.loading.give_up()
        raise
    if into.loading is not None:
        into.loading.finish()


@contextmanager
def _started() -> Iterator[str]:
    from django.db import connections

    with database(may_be_unfinished=True) as url:
        django.setup()
        try:
            yield url
        finally:
            connections.close_all()


def _peek() -> Environment:
    """The environment without making a key: this folder is to stay untouched until the restore begins."""
    return read_environment({"GUICHET_SECRET_KEY": "not made yet", **os.environ})


def _must_be_known(manifest: Manifest) -> None:
    if unknown := unknown_migrations(manifest.migrations):
        raise BackupError(
            f"This backup is of the newer Guichet {manifest.guichet} (it has {unknown[0]}); install that "
            f"version, "
            "and restore with it. Nothing was changed."
        )


def _must_have_room(environment: Environment, contents: Contents) -> None:
    needed = 0 if environment.storage_url else contents.attachment_bytes
    if environment.database_url is None:
        needed += int(contents.manifest.database_bytes * DATABASE_FACTOR)
    free = shutil.disk_usage(environment.data_dir).free
    if free < needed:
        raise BackupError(
            f"{environment.data_dir} has {in_words(free)} free and the restore needs about "
            f"{in_words(needed)}: make "
            "room. Nothing was changed."
        )


def _lost(contents: Contents) -> tuple[str, ...]:
    return (*contents.end.missing, *contents.end.damaged)


def _missing(contents: Contents) -> Iterator[str]:
    manifest = contents.manifest
    if not manifest.has_attachments:
        yield "The backup holds no attachments: set GUICHET_STORAGE_URL to the bucket that has them."
    if lost := len(_lost(contents)):
        yield (
            f"{lost} attachments could not be read when the backup was made; those that the marketplaces "
            f"still have "
            "are fetched again."
        )
    if unset := [name for name in manifest.variables if name not in os.environ]:
        yield f"Set again what was set where the backup was made: {', '.join(unset)}."
