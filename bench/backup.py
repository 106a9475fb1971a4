"""`python -m bench.backup`: a GB of attachments and 100,000 discussions, backed up and restored.

Prints how long each command took, what it used of the processor and of memory, and how large the file is.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.data.world import World
from bench.house import furnished
from bench.options import read_options

MB = 1_000_000
PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Ran:
    """Seconds by the clock and of the processor, and the most memory that one process of it had, in MB."""

    what: str
    seconds: float
    processor: float
    peak_mb: float

    def line(self) -> str:
        spent = f"{self.seconds:7.1f} s  {self.processor:7.1f} s of processor"
        return f"{self.what:10} {spent}  {self.peak_mb:6.0f} MB"


def main() -> None:
    """Load, fill, back up, restore, drill; everything in a temporary folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.backup", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="discussions (100000)")
    parser.add_argument("--megabytes", type=int, default=1000, help="of attachments (1000)")
    parser.add_argument("--files", type=int, default=2000, help="how many attachments that is (2000)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guichet-backup-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        first, second = folder / "first", folder / "second"
        with furnished(read_options(["--size", str(given.size), "--data-dir", str(first)])) as world:
            _fill(world, given.files, given.megabytes * MB // given.files)
        file = folder / "one.backup"
        print(_run(first, "backup", str(file)).line(), flush=True)
        print(f"the file   {file.stat().st_size / MB:7.0f} MB", flush=True)
        print(_run(second, "restore", str(file)).line(), flush=True)
        print(_run(second, "drill", str(file)).line(), flush=True)


def _fill(world: World, files: int, size: int) -> None:
    """Contents that cannot be compressed, as pictures and PDFs are."""
    from guichet.accounts.models import Account
    from guichet.inbox.files import store
    from guichet.inbox.models import Attachment, AttachmentState

    # The generator names contents that it does not write.
    Attachment.objects.update(digest="")
    account = Account.objects.order_by("id").first()
    rows = []
    for number in range(files):
        kept = store(_noise(size), size)
        rows.append(
            Attachment(
                account=account, file_name=f"{number}.bin", size_bytes=kept.size_bytes, digest=kept.digest,
                state=AttachmentState.STORED,
            )
        )  # fmt: skip
    Attachment.objects.bulk_create(rows)


def _noise(size: int) -> Iterator[bytes]:
    for start in range(0, size, PIECE):
        yield os.urandom(min(PIECE, size - start))


def _run(folder: Path, *arguments: str) -> Ran:
    """A command as its own process, with its children."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")}
    started = time.monotonic()
    command = [sys.executable, "-m", "guichet", *arguments]
    process = subprocess.Popen(command, env=environment | {"GUICHET_DATA_DIR": str(folder)})
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, f"guichet {arguments[0]} failed"
    return Ran(arguments[0], time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
