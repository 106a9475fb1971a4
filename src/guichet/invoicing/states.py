"""How far an order is, by the marketplaces' own words (`states.csv`, each line with its source).

A platform without order states in the table is judged by its lines: the order is as far as its slowest line
that is still alive.
"""

import csv
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import cache
from importlib.resources import files

from guichet.platforms.port import Order, OrderLine
from guichet.platforms.words import Platform


class Stage(IntEnum):
    """In the order in which an order passes them; ENDED is off the way."""

    EARLY = 1
    ACCEPTED = 2
    SHIPPED = 3
    ENDED = 9


def stage_of(platform: Platform, order: Order) -> Stage | None:
    """How far an order is; None for a state that the table does not know."""
    if any((platform, "order") == key[:2] for key in _table()):
        return _table().get((platform, "order", order.state))
    stages = [_table().get((platform, "line", line.state or "")) for line in order.lines]
    if not stages or None in stages:
        return None
    return min(stage for stage in stages if stage is not None)


def living_lines(platform: Platform, order: Order) -> Sequence[OrderLine]:
    """The lines that were not refused or cancelled."""
    return [
        line
        for line in order.lines
        if _table().get((platform, "line", line.state or "")) is not Stage.ENDED and line.quantity
    ]


@cache
def _table() -> Mapping[tuple[str, str, str], Stage]:
    text = files("guichet.invoicing").joinpath("states.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["platform"], row["scope"], row["state"]): Stage[row["stage"]] for row in rows}
