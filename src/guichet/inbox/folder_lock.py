"""The lock of the data folder's files: many may take contents in at once, and who lets go of one is alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = ".lock"


@contextmanager
def holding(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """flock(2), shared or `alone`; the kernel frees it should the process die."""
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)
