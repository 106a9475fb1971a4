"""The file of a backup alone: what is wrong with it is said before anything is written."""

import json
import resource
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyrage.x25519 import Identity

from guichet.config.backup.archive import add, writing
from guichet.config.backup.errors import BackupError
from guichet.config.backup.keys import beside, identity_for, lock_for
from guichet.config.backup.manifest import KEYS, MANIFEST, End, Keys, Manifest, written
from guichet.config.backup.place_keys import place_keys
from guichet.config.backup.restore import restore
from guichet.config.backup.walk import prove
from guichet.config.environment import read_environment
from guichet.config.schema_age import unknown_migrations

FILES = {sha256(text).hexdigest(): text for text in (b"one" * 100_000, b"two")}
PLAIN = Manifest(
    made_at="2026-11-23T20:00:00+00:00", guichet="0.1.0", dumper=18,
    migrations=("inbox.0001_initial",), tables={}, roles=(), variables=(), database_bytes=0,
    attachments=2, attachment_bytes=300_003, has_attachments=True,
)  # fmt: skip
CHANGES: dict[str, dict[str, Any]] = {
    "no end": {"leaves_out": "end.json"},
    "no attachment": {"leaves_out": f"attachments/{next(iter(FILES))}"},
    "other dump": {"dump": b"dumb"},
    "newer format": {"format": 2},
    "newer schema": {"migrations": ["inbox.9999_later"]},
    "too large": {"database_bytes": 10**18},
}


def backup(path: Path, identity: Identity, *, leaves_out: str = "", **changes: Any) -> None:
    """A backup of two files, whole unless a part is left out or changed."""
    manifest = json.loads(written(PLAIN)) | {name: value for name, value in changes.items() if name != "dump"}
    dump = b"dump"
    end = End(sha256(dump).hexdigest(), len(dump), len(FILES), (), ())
    parts = {
        MANIFEST: json.dumps(manifest).encode(),
        KEYS: written(Keys("s" * 48, ())),
        "database/000000": changes.get("dump", dump),
        **{f"attachments/{digest}": text for digest, text in FILES.items()},
        "end.json": written(end),
    }
    with path.open("wb") as out, writing(out, identity.to_public()) as tar:
        for name, content in parts.items():
            if name != leaves_out:
                add(tar, name, len(content), BytesIO(content))


@pytest.fixture
def identity() -> Identity:
    return Identity.generate()


@pytest.fixture
def file(tmp_path: Path, identity: Identity) -> Path:
    path = tmp_path / "one.backup"
    backup(path, identity)
    return path


def test_a_whole_one_is_proved(file: Path, identity: Identity) -> None:
    contents = prove(file, identity)
    assert contents.manifest == PLAIN
    assert contents.keys.secret_key == "s" * 48
    assert "s" * 48 not in repr(contents)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("cut", "is cut or damaged"),
        ("flipped", "is cut or damaged"),
        ("other key", "The key does not open"),
        ("no age", "is no backup of Guichet"),
        ("no end", "is cut or no backup"),
        ("no attachment", "is damaged"),
        ("other dump", "is damaged"),
        ("newer format", "older Guichet"),
        ("newer schema", "newer Guichet 0.1.0"),
        ("too large", "make room"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    how: str, sentence: str, file: Path, identity: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    monkeypatch.setenv("GUICHET_DATA_DIR", str(folder))
    monkeypatch.delenv("GUICHET_DATABASE_URL", raising=False)
    sealed = file.read_bytes()
    opening = identity
    if how == "cut":
        file.write_bytes(sealed[:-70_000])
    elif how == "flipped":
        file.write_bytes(sealed[:150_000] + bytes([sealed[150_000] ^ 1]) + sealed[150_001:])
    elif how == "no age":
        file.write_bytes(b"x" * 1000)
    elif how == "other key":
        opening = Identity.generate()
    else:
        backup(file, identity, **CHANGES[how])
    with pytest.raises(BackupError, match=sentence):
        restore(file, opening)
    assert list(folder.iterdir()) == []


def test_keys_are_looked_for_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "one.backup"
    made = lock_for(file, None, {})
    assert made.made == beside(file)
    assert beside(file).stat().st_mode == 0o100600
    assert lock_for(file, None, {}).made is None
    opened = identity_for(file, None, {})
    assert str(opened.to_public()) == str(made.recipient)
    other = Identity.generate()
    public = {"GUICHET_BACKUP_KEY": str(other.to_public())}
    assert str(lock_for(file, None, public).recipient) == str(other.to_public())
    assert str(identity_for(file, None, {"GUICHET_BACKUP_KEY": str(other)})) == str(other)
    assert str(identity_for(file, beside(file), public)) == str(opened)
    for given, sentence in ((public, "public half"), ({"GUICHET_BACKUP_KEY": "nothing"}, "no age key")):
        with pytest.raises(BackupError, match=sentence):
            identity_for(file, None, given)
    with pytest.raises(BackupError, match="There is no key"):
        identity_for(tmp_path / "two.backup", None, {})


def test_keys_of_the_backup_open_whatever_the_environment_says(tmp_path: Path) -> None:
    keys = Keys("k" * 48, ("first", "second"))
    for number, (given, secret, opening) in enumerate(
        (
            ({}, "k" * 48, ("first", "second")),
            ({"GUICHET_SECRET_KEY": "o" * 48}, "o" * 48, ("first", "second", "k" * 48)),
            ({"GUICHET_ENCRYPTION_KEYS": "new"}, "k" * 48, ("new", "first", "second")),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        place_keys(folder, keys, given)
        found = read_environment({"GUICHET_DATA_DIR": str(folder), **given})
        assert (found.secret_key, found.encryption_keys) == (secret, opening)


def test_a_newer_schema_is_recognised() -> None:
    assert unknown_migrations(["inbox.0001_initial", "auth.9999_theirs"]) == []
    assert unknown_migrations(["inbox.0001_initial", "inbox.9999_later"]) == ["inbox.9999_later"]


def test_memory_does_not_grow_with_the_file(tmp_path: Path, identity: Identity) -> None:
    """200 MB pass through; a second copy of them in memory would show."""
    path, before = tmp_path / "large.backup", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def pieces() -> Iterator[bytes]:
        yield from (bytes([number]) * 4_000_000 for number in range(50))

    with path.open("wb") as out, writing(out, identity.to_public()) as tar:
        for number, piece in enumerate(pieces()):
            add(tar, f"other/{number}", len(piece), BytesIO(piece))
    with pytest.raises(BackupError, match="no backup"):
        prove(path, identity)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
