"""The results as they are kept in the repository: one part a size, replaced by each run with --write."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.report.table import Table

PATH = Path(__file__).parent.parent / "results.md"
HEAD = """# Results

Written by `python -m bench --size … --write`; what each part measures and leaves out stands above its table.
Everything runs on one machine: the web process, the client and PostgreSQL share its cores. Durations are
milliseconds. A figure is compared with others of its own run only.
"""


def section(size: int, description: str, tables: Sequence[Table]) -> str:
    """The part of one size."""
    lines = [f"## {size:,} discussions", "", description, ""]
    for table in tables:
        lines.extend(table.lines())
    return "\n".join(lines)


def write_section(size: int, text: str) -> None:
    """Put it in the place of the last one of this size; sizes in order."""
    kept = PATH.read_text(encoding="utf-8") if PATH.exists() else HEAD
    parts = {_size_of(part): part for part in re.split(r"(?m)^(?=## )", kept)[1:]}
    parts[size] = text
    body = "\n".join(parts[key].rstrip() + "\n" for key in sorted(parts))
    PATH.write_text(f"{HEAD}\n{body}", encoding="utf-8")


def _size_of(part: str) -> int:
    return int(part.split()[1].replace(",", ""))
