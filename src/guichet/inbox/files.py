"""The bytes of attachments: one file per content, under its SHA-256, in the data folder or in a bucket."""

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from guichet.inbox import bucket
from guichet.inbox.folder_lock import holding
from guichet.inbox.kinds import HEAD
from guichet.inbox.models import Attachment

CHUNK = 256 * 1024


class TooLargeError(Exception):
    """More bytes than allowed; what was written so far is gone."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A content that is kept; `head` is its beginning, which tells its kind."""

    digest: str
    size_bytes: int
    head: bytes = b""


def store(chunks: Iterable[bytes], limit: int) -> StoredFile:
    """Keep a stream of at most `limit` bytes; TooLargeError beyond. It is kept whole, or not at all."""
    folder = _folder()
    digest, size, head = sha256(), 0, b""
    with tempfile.NamedTemporaryFile(dir=folder, prefix="in-", delete=False) as part:
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLargeError
                if len(head) < HEAD:
                    head = (head + chunk)[:HEAD]
                digest.update(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
            settle = bucket.keep if settings.GUICHET_STORAGE_URL else _settle
            settle(Path(part.name), digest.hexdigest())
        finally:
            Path(part.name).unlink(missing_ok=True)
    return StoredFile(digest.hexdigest(), size, head)


def open_file(attachment: Attachment) -> BinaryIO:
    """The bytes of a STORED attachment; FileNotFoundError where they are lost."""
    return open_content(attachment.digest)


def open_content(digest: str) -> BinaryIO:
    """A content by its SHA-256; FileNotFoundError where it is not kept (any more)."""
    if settings.GUICHET_STORAGE_URL:
        return bucket.open_content(digest)
    return _path(digest).open("rb")


def refresh(digest: str) -> None:
    """A content is taken as new, so that it stays for as long as a new one; nothing where it is not kept."""
    try:
        if settings.GUICHET_STORAGE_URL:
            bucket.refresh(digest)
        else:
            with holding(_folder()):
                os.utime(_path(digest))
    except FileNotFoundError:
        return


def drop_unnamed(digest: str, before: datetime, is_named: Callable[[str], bool]) -> bool:
    """Delete a content that came before a moment and that no row names; whether that was done.

    Both are asked while nobody can take the same content in: `store` waits, or comes first and makes it new.
    """
    if settings.GUICHET_STORAGE_URL:
        return bucket.drop_unnamed(digest, before, is_named)
    path = _path(digest)
    with holding(_folder(), alone=True):
        try:
            is_old = path.stat().st_mtime < before.timestamp()
        except FileNotFoundError:
            return False
        if not is_old or is_named(digest):
            return False
        path.unlink()
    return True


def contents(beginning: str) -> list[str]:
    """The digests of what is kept, by their first two digits."""
    if settings.GUICHET_STORAGE_URL:
        return bucket.contents(beginning)
    folder = _folder() / beginning
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def drop_broken(before: datetime) -> None:
    """Delete what streams left that ended with their process, before a moment."""
    for part in _folder().glob("in-*"):
        if part.stat().st_mtime < before.timestamp():
            part.unlink(missing_ok=True)


def chunks_of(stream: BinaryIO) -> Iterable[bytes]:
    """A stream in pieces."""
    return iter(lambda: stream.read(CHUNK), b"")


def _settle(part: Path, digest: str) -> None:
    """Give the content its name by a link: an equal content that is already there stays."""
    path = _path(digest)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with holding(_folder()):
        try:
            os.link(part, path)
        except FileExistsError:
            # Somebody takes it in anew: it is as if it had come now, so nobody lets go of it meanwhile.
            os.utime(path)
            return
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folder() -> Path:
    folder = Path(settings.GUICHET_DATA_DIR) / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(digest: str) -> Path:
    return Path(settings.GUICHET_DATA_DIR) / "files" / digest[:2] / digest
