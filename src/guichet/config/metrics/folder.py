"""Where the processes of one machine put what they count, so that the web part can show all of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psutil

# Linux: a file system in memory (shm_overview(7)).
MEMORY = Path("/dev/shm")  # noqa: S108 - folders of ours have names that nobody guesses, and rights 0700


@contextmanager
def shared_folder(data_dir: Path) -> Iterator[Path]:
    """A folder for the counts of our children, gone when we end; those of dead owners are taken away too.

    Files of children that died meanwhile stay, so that sums never fall while the owner lives. They are in
    memory where that can be: whoever counts into a mapped file on a disk that is full is killed (SIGBUS,
    mmap(2)).
    """
    home, name = _home(data_dir), f"guichet-{sha256(os.fsencode(data_dir)).hexdigest()[:12]}-"
    for former in home.glob(f"{name}*"):
        owner = former.name.removeprefix(name).partition("-")[0]
        if not (owner.isdecimal() and psutil.pid_exists(int(owner))):
            shutil.rmtree(former, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}{os.getpid()}-", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _home(data_dir: Path) -> Path:
    if os.access(MEMORY, os.W_OK | os.X_OK):
        return MEMORY
    home = data_dir / "metrics"
    home.mkdir(mode=0o700, exist_ok=True)
    return home
