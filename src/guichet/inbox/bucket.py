"""The bytes of attachments in S3 or what speaks like it (GUICHET_STORAGE_URL), by django-storages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

ALIAS = "attachments"
# Contents younger than this are far from being let go: taking one in again needs no new date.
FRESH = timedelta(days=1)
# Advisory locks of ours in PostgreSQL, which all hosts of one bucket share; the content is the second key.
LOCKS = 0x67756963


def keep(content: Path, digest: str) -> None:
    """Upload a content unless an equal one is there; it ends whole in the bucket, or absent."""
    bucket = storages[ALIAS]
    name = _name(digest)
    with _holding(digest):
        # An old one is written again: its date tells who lets go of contents that it is wanted.
        if not bucket.exists(name) or bucket.get_modified_time(name) < timezone.now() - FRESH:
            with content.open("rb") as stream:
                bucket.save(name, File(stream))


def open_content(digest: str) -> BinaryIO:
    """A content as a stream, on the disk while it is read; FileNotFoundError where the bucket has none."""
    return cast("BinaryIO", storages[ALIAS].open(_name(digest), "rb"))


def refresh(digest: str) -> None:
    """Give a content today's date; FileNotFoundError where the bucket has none."""
    bucket = storages[ALIAS]
    with _holding(digest), bucket.open(_name(digest), "rb") as stream:
        bucket.save(_name(digest), stream)


def drop_unnamed(digest: str, before: datetime, is_named: Callable[[str], bool]) -> bool:
    """As `files.drop_unnamed`."""
    bucket = storages[ALIAS]
    with _holding(digest, alone=True):
        name = _name(digest)
        if not bucket.exists(name) or bucket.get_modified_time(name) >= before or is_named(digest):
            return False
        bucket.delete(name)
    return True


def contents(beginning: str) -> list[str]:
    """The digests of what is kept, by their first two digits."""
    return sorted(storages[ALIAS].listdir(beginning)[1])


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


@contextmanager
def _holding(digest: str, *, alone: bool = False) -> Iterator[None]:
    """A lock on one content, shared or `alone`; a connection that was opened for it is closed again."""
    kind, is_ours = "" if alone else "_shared", connection.connection is None
    keys = [LOCKS, int(digest[:7], 16)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock{kind}(%s, %s)", keys)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock{kind}(%s, %s)", keys)
        if is_ours:
            connection.close()
