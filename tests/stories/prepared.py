"""A data folder with an up-to-date database, made once a run and copied for each story.

The first start of an installation takes four seconds of processor time, most of them migrations. One story
and the tests of `guichet demo` begin with nothing, as a user does.
"""

import atexit
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def prepare(folder: Path, environment: Mapping[str, str]) -> None:
    """Fill a folder that is empty; one that holds an installation stays as it is."""
    if not any(folder.iterdir()):
        _copy(_prepared(tuple(sorted(environment.items()))), folder)


@cache
def _prepared(environment: tuple[tuple[str, str], ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="guichet-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = dict(environment) | {"GUICHET_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "guichet", "migrate"]
    subprocess.run(command, env=settings, check=True, capture_output=True)
    return folder


def _copy(prepared: Path, folder: Path) -> None:
    """With owners and modes: as root, the database belongs to a user of its own."""
    for part in prepared.iterdir():
        subprocess.run(["cp", "-a", str(part), str(folder)], check=True)
    folder.chmod(prepared.stat().st_mode)
