"""The parts of a run in the order of its report: those that write come after those that read."""

from collections.abc import Callable

from bench.options import PARTS as NAMES
from bench.report.table import Table
from bench.stage import Stage
from bench.work import (
    browsing,
    bulk,
    first_sync,
    growth,
    live,
    matching,
    memory,
    neighbour,
    noting,
    opening,
    profiled,
    reading,
    replying,
    signing_in,
    sweep,
    taking_in,
)

_ORDERED = (
    reading.headline, reading.lists, reading.searched, reading.counted, neighbour.beside,
    opening.opened, opening.shown, sweep.swept, replying.replied, bulk.changed, taking_in.taken_in,
    first_sync.synchronised, memory.weighed, profiled.profile, live.polled, matching.matched, noting.noted,
    browsing.browsed, growth.grown, signing_in.signed_in,
)  # fmt: skip
PARTS: dict[str, Callable[[Stage], Table]] = dict(zip(NAMES, _ORDERED, strict=True))
