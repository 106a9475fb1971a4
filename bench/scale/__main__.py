"""`python -m bench.scale [--channels 10000] [--interval 300] [--seconds 900] [--workers 1 2 4] [--write]`."""

import argparse
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from bench.report.machine import stamp, state
from bench.report.results import write_section
from bench.report.table import Table
from bench.scale.once import once
from bench.scale.plan import Plan
from bench.scale.told import COLUMNS, NOTE, row


def main() -> None:
    """Measure, print, and keep where `--write` asks for it."""
    plans, keep = _asked()
    before, title = state(), f"{plans[0].channels:,} channels every {plans[0].interval} s"
    table = Table(title, NOTE.format(plan=plans[0]), COLUMNS)
    for plan in plans:
        table.rows.append(row(_measured(plan)))
        table.stamp = stamp(before)
        print(table.text(), flush=True)
    if keep:
        write_section(f"Scale: {title}", [table])


def _measured(plan: Plan) -> dict[str, str]:
    """In a process and a database of its own: nothing that an earlier one left behind is measured."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(once, plan).result()


def _asked() -> tuple[Sequence[Plan], bool]:
    parser = argparse.ArgumentParser()
    parser.add_argument("--channels", type=int, default=10_000)
    parser.add_argument("--interval", type=int, default=300, help="seconds; at least 60")
    parser.add_argument("--seconds", type=int, default=900, help="of each number of workers")
    parser.add_argument("--warm", type=int, default=30, help="seconds before that")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--answer-ms", type=int, default=150, help="how long a marketplace takes to answer")
    parser.add_argument("--rate", type=float, default=2.0, help="messages a second, over all channels")
    parser.add_argument("--write", action="store_true")
    given = vars(parser.parse_args())
    keep = given.pop("write")
    return [Plan(**given | {"workers": count}) for count in given.pop("workers")], keep


if __name__ == "__main__":
    main()
