"""`python -m chaos`: strikes at an installation of its own, and tells what was lost."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from chaos.options import read_options
from chaos.run import run


def main(arguments: Sequence[str] | None = None) -> int:
    """One run in a temporary folder, which stays where something went wrong; 1 unless all is well."""
    options = read_options(arguments)
    folder = Path(tempfile.mkdtemp(prefix="guichet-chaos-"))
    folder.chmod(0o711)
    report = run(options, folder)
    print(report.text())
    if not report.is_good():
        print(f"Logs and data stay in {folder}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
