"""Reads a backup to its end and proves each part; what is done with them is the reader's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from pyrage.x25519 import Identity

from guichet.config.backup.archive import Stream, members, reading
from guichet.config.backup.counted import Counted
from guichet.config.backup.errors import BackupError
from guichet.config.backup.manifest import (
    ATTACHMENTS,
    DATABASE,
    END,
    KEYS,
    MANIFEST,
    End,
    Keys,
    Manifest,
    read_end,
    read_keys,
    read_manifest,
)
from guichet.config.backup.progress import Progress

CHUNK = 256 * 1024
_CONTENT = re.compile(rf"{ATTACHMENTS}([0-9a-f]{{64}})")


class Reader(Protocol):
    """Takes the parts in their order."""

    def begin(self, manifest: Manifest, keys: Keys) -> None:
        """Before anything else."""

    def database(self, piece: bytes) -> None:
        """The next piece of the dump."""

    def attachment(self, digest: str, chunks: Iterator[bytes]) -> None:
        """One content; it need not be read to its end."""


class OnlyLooks:
    """Takes nothing: the backup is read to be proved."""

    def begin(self, manifest: Manifest, keys: Keys) -> None:
        """Nothing."""

    def database(self, piece: bytes) -> None:
        """Nothing."""

    def attachment(self, digest: str, chunks: Iterator[bytes]) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a whole backup holds; `attachment_bytes` is what its attachments really have."""

    manifest: Manifest
    keys: Keys
    end: End
    attachment_bytes: int


@dataclass(slots=True)
class _Walk:
    path: Path
    reader: Reader
    progress: Progress
    manifest: Manifest | None = None
    keys: Keys | None = None
    end: End | None = None
    dumped: Any = field(default_factory=sha256)
    damaged: list[str] = field(default_factory=list)
    attachments: int = 0
    attachment_bytes: int = 0

    def take(self, name: str, stream: Stream) -> None:
        if name == MANIFEST:
            self.manifest = read_manifest(stream.read())
            self.progress.total = self.manifest.expected_bytes
        elif name == KEYS and self.manifest is not None:
            self.keys = read_keys(stream.read())
            self.reader.begin(self.manifest, self.keys)
        elif name.startswith(DATABASE):
            self._database(stream.read())
        elif found := _CONTENT.fullmatch(name):
            self._attachment(found[1], stream)
        elif name == END:
            self.end = read_end(stream.read())

    def whole(self) -> Contents:
        """BackupError unless each part is there and is what its digest says."""
        if self.manifest is None or self.keys is None or self.end is None:
            raise BackupError(f"{self.path} is cut or no backup of Guichet: take another backup.")
        if (
            self.dumped.hexdigest() != self.end.dump_digest
            or self.attachments != self.end.attachments
            or self.damaged != list(self.end.damaged)
        ):
            raise BackupError(f"{self.path} is damaged: take another backup.")
        return Contents(self.manifest, self.keys, self.end, self.attachment_bytes)

    def _database(self, piece: bytes) -> None:
        self.dumped.update(piece)
        self.progress.add(len(piece))
        self.reader.database(piece)

    def _attachment(self, digest: str, stream: Stream) -> None:
        counted = Counted(stream, self.progress)
        self.reader.attachment(digest, iter(lambda: counted.read(CHUNK), b""))
        while counted.read(CHUNK):
            pass
        self.attachments += 1
        self.attachment_bytes += counted.size
        self.progress.add(0, files=1)
        if counted.digest.hexdigest() != digest:
            self.damaged.append(digest)


def walk(path: Path, identity: Identity, reader: Reader, verb: str) -> Contents:
    """Read it all; BackupError for another key, a cut or damaged file, or a format of a newer Guichet."""
    progress = Progress(verb)
    going = _Walk(path, reader, progress)
    try:
        with reading(path, identity) as tar:
            for name, stream in members(tar):
                going.take(name, stream)
    finally:
        progress.end()
    return going.whole()


def prove(path: Path, identity: Identity) -> Contents:
    """Read it all and write nothing."""
    return walk(path, identity, OnlyLooks(), "Checking the backup")
