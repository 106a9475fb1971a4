"""What a run of the benchmarks is asked for."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PARTS = (
    "headline", "lists", "searches", "counts", "neighbour", "opening", "pages", "sweep", "reply", "status",
    "ingest", "sync", "memory", "profile", "live", "matching", "noting", "browser", "growth",
    "signin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """The command line. `seconds` bounds each measure; `only` names the parts to run, all where empty."""

    size: int
    seed: int
    data_dir: Path | None
    write: bool
    seconds: float
    workers: int
    only: tuple[str, ...]
    copies: int = 0
    requests: int = 10_000


def read_options(arguments: Sequence[str] | None) -> Options:
    """The options of a command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", type=_size, default=100_000, help="discussions of the big account (100000)")
    parser.add_argument("--copies", type=int, default=0, help="each discussion again, with one message (0)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed and size give the same data (1)")
    parser.add_argument("--data-dir", type=Path, help="keep the loaded database here, and use it again")
    parser.add_argument("--write", action="store_true", help="put the table into bench/results.md")
    parser.add_argument("--seconds", type=float, default=3.0, help="the longest that one measure takes (3)")
    parser.add_argument("--workers", type=int, default=1, help="web processes (1)")
    parser.add_argument("--requests", type=int, default=10_000, help="of the part `growth` (10000)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=(), help="parts to run (all)")
    given = parser.parse_args(arguments)
    return Options(**(vars(given) | {"only": tuple(given.only)}))


def _size(text: str) -> int:
    size = int(text.replace("_", ""))
    if size < 100:
        raise argparse.ArgumentTypeError("at least 100 discussions are needed")
    return size
