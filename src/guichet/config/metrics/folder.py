"""Where the processes of one machine put what they count, so that the web part can show all of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil


@contextmanager
def shared_folder(data_dir: Path) -> Iterator[Path]:
    """A folder for the counts of our children, gone when we end; those of dead owners are taken away too.

    Files of children that died meanwhile stay, so that sums never fall while the owner lives.
    """
    home = data_dir / "metrics"
    home.mkdir(mode=0o700, exist_ok=True)
    for former in home.iterdir():
        owner = former.name.partition("-")[0]
        if not (owner.isdecimal() and psutil.pid_exists(int(owner))):
            shutil.rmtree(former, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
