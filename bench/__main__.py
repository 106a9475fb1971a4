"""`python -m bench`: loads the data, measures, prints the tables."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench.house import furnished
from bench.options import Options, read_options

if TYPE_CHECKING:
    from bench.data.world import World
    from bench.report.table import Table
    from bench.stage import Stage


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts that are asked for. What needs Django is imported once its database runs."""
    options = read_options(arguments)
    with furnished(options) as world, _stage(world, options) as stage:
        from bench.report.machine import description
        from bench.report.results import write_results

        told = description(world)
        print(told, flush=True)
        tables = _tables(stage)
        print("", *(table.text() for table in tables), sep="\n")
        if options.write:
            write_results(world.discussions, told, tables)


def _tables(stage: "Stage") -> "list[Table]":
    from bench.parts import PARTS
    from bench.report.machine import stamp, state

    found = []
    for name, part in PARTS.items():
        if name in (stage.options.only or PARTS):
            print(f"{name}:", flush=True)
            before = state()
            found.append(part(stage))
            found[-1].stamp = stamp(before)
    return found


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
