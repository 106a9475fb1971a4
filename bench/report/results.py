"""The results as they are kept in the repository: a part a size, a table a kind of work."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.report.table import Table

PATH = Path(__file__).parent.parent / "results.md"
HEAD = """# Results

Written by `python -m bench --size … --write`; with `--only` just the tables of those parts are replaced.
What each table measures and leaves out stands above it, and when, from which commit (`+`: with changes not
committed), beside how much other work (load: processes that wanted a core, the run's own among them), and how
fast the machine was just then (pace: ms for a million multiplications in Python; 27 at best on the machine of
these tables, and up to four times that while its host is busy).

Everything runs on one machine: the web process, the client and PostgreSQL share its cores. Durations are
milliseconds. A figure is compared with others of its own row only.
"""


def write_results(size: int, description: str, tables: Sequence[Table]) -> None:
    """Put the tables in the places of their last ones of this size; sizes in order."""
    parts = _parts(PATH.read_text(encoding="utf-8") if PATH.exists() else HEAD, "## ")
    kept = _parts(parts.get(_title(size), ""), "### ")
    kept |= {table.title: table.text() for table in tables}
    head = f"## {_title(size)}\n\n{description}\n"
    parts[_title(size)] = "\n".join([head, *(text.rstrip() + "\n" for text in kept.values())])
    _write(parts)


def write_section(title: str, tables: Sequence[Table]) -> None:
    """Put tables that depend on no size into a section of their own, behind all sizes."""
    parts = _parts(PATH.read_text(encoding="utf-8") if PATH.exists() else HEAD, "## ")
    parts[title] = "\n".join([f"## {title}\n", *(table.text().rstrip() + "\n" for table in tables)])
    _write(parts)


def _write(parts: dict[str, str]) -> None:
    ordered = [parts[title].rstrip() + "\n" for title in sorted(parts, key=_place_of)]
    PATH.write_text("\n".join([HEAD, *ordered]), encoding="utf-8")


def _parts(text: str, mark: str) -> dict[str, str]:
    """The parts of a text that begin with a heading, by their titles."""
    found = re.split(rf"(?m)^(?={mark})", text)
    return {part.splitlines()[0].removeprefix(mark): part for part in found if part.startswith(mark)}


def _title(size: int) -> str:
    return f"{size:,} discussions"


def _place_of(title: str) -> tuple[bool, int, str]:
    """Sizes in order, then what has none."""
    size = title.split()[0].replace(",", "")
    return (False, int(size), "") if size.isdigit() else (True, 0, title)
