"""Attachments in a bucket: a real S3 peer over HTTP (moto), django-storages and boto3 on our side."""

import re
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import boto3
import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from django.utils import timezone
from pytest_django import Settings

from guichet.config.storage import BadStorageUrlError, s3_storage
from guichet.inbox.files import (
    TooLargeError,
    chunks_of,
    contents,
    drop_unnamed,
    open_content,
    refresh,
    store,
)

S3Client = Any
# Contents in a bucket are held by a lock in PostgreSQL.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def peer() -> Iterator[str]:
    """The address of an S3 peer, in a process of its own so that its memory is not ours."""
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield next(
                found[0] for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line))
            )
        finally:
            process.terminate()


@pytest.fixture
def bucket(peer: str, settings: Settings) -> Iterator[S3Client]:
    """An empty bucket that files are kept in."""
    name = f"papers-{uuid4().hex}"
    client = boto3.client(
        "s3", endpoint_url=peer, region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    )
    client.create_bucket(Bucket=name)
    settings.GUICHET_STORAGE_URL = f"s3://k:s@{name}/guichet?region=us-east-1&endpoint={peer}&path_style=1"
    settings.STORAGES = {**settings.STORAGES, "attachments": s3_storage(settings.GUICHET_STORAGE_URL)}
    yield client
    client.close()
    storages["attachments"].connection.meta.client.close()  # type: ignore[attr-defined]


def _keys(client: S3Client) -> list[str]:
    (name,) = (entry["Name"] for entry in client.list_buckets()["Buckets"] if entry["Name"] in _current())
    return [entry["Key"] for entry in client.list_objects_v2(Bucket=name).get("Contents", [])]


def _current() -> str:
    return django_settings.GUICHET_STORAGE_URL or ""


def test_a_content_is_kept_once_and_comes_back(bucket: S3Client) -> None:
    first, second = store([b"bon", b"jour"], 100), store([b"bonjour"], 100)
    assert first == second
    assert _keys(bucket) == [f"guichet/{first.digest[:2]}/{first.digest}"]
    with open_content(first.digest) as stream:
        assert stream.read() == b"bonjour"


def test_what_no_row_names_goes_once_it_is_old(bucket: S3Client) -> None:
    digest, now = store([b"bonjour"], 100).digest, timezone.now()
    assert contents(digest[:2]) == [digest]
    assert not drop_unnamed(digest, now - timedelta(days=7), lambda _digest: False)
    assert not drop_unnamed(digest, now + timedelta(days=1), lambda _digest: True)
    assert _keys(bucket)
    assert drop_unnamed(digest, now + timedelta(days=1), lambda _digest: False)
    assert _keys(bucket) == []
    assert not drop_unnamed(digest, now + timedelta(days=1), lambda _digest: False)
    refresh(digest)
    assert contents(digest[:2]) == []


def test_a_content_that_is_wanted_again_gets_a_new_date(
    bucket: S3Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = store([b"bonjour"], 100).digest
    (name,) = _keys(bucket)
    versions = []
    saved = storages["attachments"].save
    monkeypatch.setattr(storages["attachments"], "save", lambda *what: versions.append(saved(*what)))
    store([b"bonjour"], 100)
    assert versions == []
    monkeypatch.setattr("guichet.inbox.bucket.FRESH", timedelta(seconds=-60))
    store([b"bonjour"], 100)
    refresh(digest)
    assert [f"guichet/{version}" for version in versions] == [name, name]
    with open_content(digest) as stream:
        assert stream.read() == b"bonjour"


def test_too_much_leaves_nothing_there(bucket: S3Client) -> None:
    with pytest.raises(TooLargeError):
        store([b"x" * 60, b"x" * 60], 100)
    assert _keys(bucket) == []


def test_a_content_that_is_gone(bucket: S3Client) -> None:
    with pytest.raises(FileNotFoundError):
        open_content("0" * 64).read()


def test_a_large_file_goes_in_and_out_without_being_in_memory(bucket: S3Client) -> None:
    size, piece = 25_000_000, bytes(250_000)
    tracemalloc.start()
    kept = store((piece for _ in range(size // len(piece))), size)
    with open_content(kept.digest) as stream:
        length = sum(len(chunk) for chunk in chunks_of(stream))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length == kept.size_bytes == size
    assert peak < 30_000_000


def test_a_stream_that_breaks_leaves_nothing(bucket: S3Client) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store(broken(), 100)
    assert _keys(bucket) == []


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("https://bucket.example", "must look like"),
        ("s3:///folder", "must look like"),
        ("s3://bucket?color=blue", "unknown part color"),
        ("s3://key@bucket", "without its secret"),
    ],
)
def test_addresses_that_cannot_be_used_say_why(url: str, part: str) -> None:
    with pytest.raises(BadStorageUrlError, match=part):
        s3_storage(url)


def test_the_secret_is_not_in_the_reason() -> None:
    with pytest.raises(BadStorageUrlError) as error:
        s3_storage("s3://key:very-secret@bucket?colour=1")
    assert "very-secret" not in str(error.value)


def test_files_on_the_disk_are_streams_too() -> None:
    kept = store(chunks_of(BytesIO(b"bonjour")), 100)
    assert kept.head == b"bonjour"
