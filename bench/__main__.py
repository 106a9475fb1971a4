"""`python -m bench`: loads the data, measures, prints the tables."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench.house import furnished
from bench.options import Options, read_options

if TYPE_CHECKING:
    from bench.data.world import World
    from bench.report.table import Table
    from bench.stage import Stage

PARTS = (
    "headline",
    "lists",
    "searches",
    "counts",
    "opening",
    "pages",
    "sweep",
    "status",
    "ingest",
    "sync",
    "memory",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts that are asked for."""
    options = read_options(arguments, PARTS)
    with furnished(options) as world, _stage(world, options) as stage:
        from bench.report.machine import description
        from bench.report.results import section, write_section

        told = description(world)
        print(told, flush=True)
        tables = [
            table
            for name, part in _parts().items()
            if name in (options.only or PARTS)
            for table in [_run(name, part, stage)]
        ]
        text = section(options.size, told, tables)
        print(text)
        if options.write:
            write_section(options.size, text)


def _run(name: str, part: "Callable[[Stage], Table]", stage: "Stage") -> "Table":
    print(f"{name}:", flush=True)
    return part(stage)


def _parts() -> "dict[str, Callable[[Stage], Table]]":
    """In the order of the report. Writing comes last, so that reading meets the data as it was loaded."""
    from bench.work import bulk, first_sync, memory, opening, reading, sweep, taking_in

    made = (
        reading.headline, reading.lists, reading.searched, reading.counted, opening.opened, opening.shown,
        sweep.swept, bulk.changed, taking_in.taken_in, first_sync.synchronised, memory.weighed,
    )  # fmt: skip
    return dict(zip(PARTS, made, strict=True))


@contextmanager
def _stage(world: "World", options: Options) -> "Iterator[Stage]":
    from bench.measure.statements import bare_connection
    from bench.session import cookie_of
    from bench.stage import Stage
    from bench.web import web_process
    from guichet.accounts.models import Member
    from guichet.accounts.queries.viewer import viewer_of_member

    viewer = viewer_of_member(Member.objects.select_related("person").get(pk=world.member_id))
    with web_process(options.workers) as web, bare_connection(os.environ["GUICHET_DATABASE_URL"]) as bare:
        yield Stage(world, viewer, web, cookie_of(world.email), bare, options)


if __name__ == "__main__":
    main()
