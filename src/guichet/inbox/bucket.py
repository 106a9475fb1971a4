"""The bytes of attachments in S3 or what speaks like it (GUICHET_STORAGE_URL), by django-storages."""

from pathlib import Path
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import storages

ALIAS = "attachments"


def keep(content: Path, digest: str) -> None:
    """Upload a content unless an equal one is there; it ends whole in the bucket, or absent."""
    bucket = storages[ALIAS]
    name = _name(digest)
    if not bucket.exists(name):
        with content.open("rb") as stream:
            bucket.save(name, File(stream))


def open_content(digest: str) -> BinaryIO:
    """A content as a stream, on the disk while it is read; FileNotFoundError where the bucket has none."""
    return cast("BinaryIO", storages[ALIAS].open(_name(digest), "rb"))


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest}"
