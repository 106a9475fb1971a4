"""The keys of a backup in the data folder, so that its credentials open."""

import os
from collections.abc import Mapping
from pathlib import Path

from guichet.config.backup.manifest import Keys
from guichet.config.environment import KEPT_KEYS


def place_keys(folder: Path, keys: Keys, given: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Write them; what the environment says otherwise stays in force, and the sentences tell of it.

    Whatever sealed a credential opens it: a secret key that the environment replaces is kept as a key that
    opens.
    """
    notes = []
    opening = list(keys.encryption_keys)
    own = given.get("GUICHET_SECRET_KEY")
    if own and own != keys.secret_key:
        opening.append(keys.secret_key)
        notes.append(
            "GUICHET_SECRET_KEY is not the one of the backup: credentials open all the same, links that were "
            "given out before do not."
        )
    elif not own:
        _write(folder / "secret.key", keys.secret_key)
    if opening:
        _write(folder / KEPT_KEYS, "\n".join(opening))
        notes.append(
            f"Keys that open the credentials are in {folder / KEPT_KEYS}: other machines need them too."
        )
    return tuple(notes)


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
