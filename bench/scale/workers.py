"""Worker processes as `guichet worker` starts them."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def workers(count: int) -> Iterator[Sequence[int]]:
    """Their process ids, as long as the block lasts."""
    command = [sys.executable, "-m", "guichet", "worker"]
    running = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield [process.pid for process in running]
        if any(process.poll() is not None for process in running):
            raise SystemExit("A worker ended by itself: its log says why.")
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)
