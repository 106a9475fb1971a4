"""What a backup says of itself: first in the file, so that a restore knows what comes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from guichet.config.backup.errors import BackupError

FORMAT = 1
MANIFEST, KEYS, END = "manifest.json", "keys.json", "end.json"
DATABASE, ATTACHMENTS = "database/", "attachments/"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`tables` are rows a table at the moment of the backup; sizes are bytes.

    `variables` names what was set in the environment, without values; `dumper` is pg_dump's major version.
    """

    made_at: str
    guichet: str
    dumper: int
    migrations: tuple[str, ...]
    tables: Mapping[str, int]
    roles: tuple[str, ...]
    variables: tuple[str, ...]
    database_bytes: int
    attachments: int
    attachment_bytes: int
    has_attachments: bool
    format: int = FORMAT

    @property
    def expected_bytes(self) -> int:
        """About what passes in a backup: a dump is about a quarter of its database."""
        return self.attachment_bytes * self.has_attachments + self.database_bytes // 4


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens the credentials again."""

    secret_key: str = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class End:
    """What was really written; a backup without it is cut.

    `missing` are contents that the database names and that could not be found; `damaged` those whose bytes
    were no longer the ones their name promises.
    """

    dump_digest: str
    dump_bytes: int
    attachments: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def written(part: Manifest | Keys | End) -> bytes:
    """As JSON in UTF-8."""
    return json.dumps(asdict(part), indent=1).encode()


def read_manifest(text: bytes) -> Manifest:
    """BackupError for a format that this version does not know."""
    found = json.loads(text)
    if found.get("format") != FORMAT:
        raise BackupError(
            f"This backup has the format {found.get('format')} of Guichet {found.get('guichet')}; this is an "
            "older Guichet: install that version or a newer one, and restore with it."
        )
    return Manifest(**_tuples(found))


def read_keys(text: bytes) -> Keys:
    """The keys part."""
    return Keys(**_tuples(json.loads(text)))


def read_end(text: bytes) -> End:
    """The last part."""
    return End(**_tuples(json.loads(text)))


def _tuples(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
