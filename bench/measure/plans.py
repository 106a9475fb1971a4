"""What the planner does with a statement."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bench.measure.statements import Statement

Node = dict[str, Any]


def plan_of(statement: Statement) -> Node:
    """The root of EXPLAIN (ANALYZE): the plan, and how many rows really went through it."""
    with connection.cursor() as cursor, _told_once(cursor, statement) as text:
        cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + text, statement.params)
        (found,) = cursor.fetchone()
    root: Node = found[0]["Plan"]
    return root


@contextmanager
def _told_once(cursor: CursorWrapper, statement: Statement) -> Iterator[str]:
    """What to explain: a prepared statement by the plan that it has for all values."""
    if not statement.is_prepared or not isinstance(statement.params, list | tuple):
        yield statement.text
        return
    numbers = count(1)
    text = re.sub("%s", lambda _: f"${next(numbers)}", statement.text)
    cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
    cursor.execute(f"PREPARE looked_at AS {text}")
    yield f"EXECUTE looked_at ({', '.join(['%s'] * len(statement.params))})"
    cursor.execute("DEALLOCATE looked_at")
    cursor.execute("SET LOCAL plan_cache_mode = auto")


def nodes_of(plan: Node) -> Iterator[Node]:
    """The node itself and all below it."""
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes_of(child)


def tables_read_whole(plan: Node) -> set[str]:
    """The tables that are read from end to end."""
    return {node["Relation Name"] for node in nodes_of(plan) if node["Node Type"] == "Seq Scan"}


def most_sorted(plan: Node) -> int:
    """The largest number of rows that had to be put in order at once."""
    sorts = [node for node in nodes_of(plan) if node["Node Type"] == "Sort"]
    return max((int(child["Actual Rows"]) for node in sorts for child in node["Plans"]), default=0)


def summary(plan: Node, depth: int = 0) -> Iterator[str]:
    """One line a node: what it does, and how many rows it gave and threw away."""
    what = " ".join(str(plan[key]) for key in ("Node Type", "Index Name", "Relation Name") if key in plan)
    rows, loops = plan.get("Actual Rows", 0), plan.get("Actual Loops", 0)
    removed = plan.get("Rows Removed by Filter", 0)
    yield f"{'  ' * depth}{what}: {rows:g} rows × {loops}, {removed:g} thrown away"
    for child in plan.get("Plans", ()):
        yield from summary(child, depth + 1)
