"""A data folder with an up-to-date database, made once a run and copied for each story.

The first start of an installation takes four seconds of processor time, most of them migrations; the first
account takes two more. One story and the tests of `guichet demo` begin with nothing, as a user does.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PASSWORD = "correct horse battery staple"
FIRST = (
    "bootstrap", "--account", "Atelier Lumen", "--store", "Lumen FR", "--email", "ines@example.com",
    "--password", PASSWORD,
)  # fmt: skip
# A killed server leaves to the system what it wrote: only a machine that stops could lose it.
UNSAFE = "fsync = off\nfull_page_writes = off\n"


@dataclass(frozen=True, slots=True)
class Made:
    """What `guichet bootstrap` printed."""

    store_id: str
    token: str


def made_of(printed: str) -> Made:
    """Of its one line of JSON."""
    told = json.loads(printed)
    return Made(told["storeId"], told["token"])


def clean_environment() -> dict[str, str]:
    """Without what belongs to the database of other tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GUICHET_", "DJANGO_"))}


def prepare(folder: Path) -> None:
    """Fill a folder that is empty; one that holds an installation stays as it is."""
    if not any(folder.iterdir()):
        _copy(_migrated(), folder)


def prepare_account(folder: Path) -> Made | None:
    """The same with the first account, store, owner and token; None where the folder is not empty."""
    if any(folder.iterdir()):
        return None
    prepared, made = _with_account()
    _copy(prepared, folder)
    return made


@cache
def _migrated() -> Path:
    folder = _new_folder()
    _guichet(folder, "migrate")
    with (folder / "postgres" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(UNSAFE)
    return folder


@cache
def _with_account() -> tuple[Path, Made]:
    folder = _new_folder()
    _copy(_migrated(), folder)
    return folder, made_of(_guichet(folder, *FIRST))


def _new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="guichet-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _guichet(folder: Path, *arguments: str) -> str:
    settings = clean_environment() | {"GUICHET_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "guichet", *arguments]
    return subprocess.run(command, env=settings, check=True, capture_output=True, text=True).stdout


def _copy(prepared: Path, folder: Path) -> None:
    """With owners and modes: as root, the database belongs to a user of its own."""
    for part in prepared.iterdir():
        subprocess.run(["cp", "-a", str(part), str(folder)], check=True)
    folder.chmod(prepared.stat().st_mode)
