"""Searching without knowing how common a needle is.

The planner cannot know it either, and both of its choices are bad when wrong: walking the list is endless for
a rare needle, the trigram index yields half the table for a common one. So the first rows of the list are
asked first, and a full page ends it: a common needle is found within some hundred rows. A needle that is not
common there is rare enough for the index, whose harvest is bounded. What remains (a needle too short for the
index, or one that is common only far down the list) is found by windows that grow fourfold; the worst case is
a needle of one or two letters that hardly any discussion holds: it asks every discussion once.
"""

from collections.abc import Sequence

from guichet.inbox.queries.discussion_row import COLUMNS, DiscussionRow, read_rows
from guichet.inbox.queries.discussion_scan import Scan
from guichet.inbox.queries.needles import Needle
from guichet.inbox.queries.sql import Sql, every, fetch, select, sql

FIRST_WINDOW = 2_000
GROWTH = 4
HARVEST = 20_000


def search(scan: Scan, needles: Sequence[Needle], limit: int) -> list[DiscussionRow]:
    """The first rows of a scan that hold every needle; `needles` come heaviest first."""
    held = every([n.held_by_row() for n in needles])
    found = _in_window(scan, held, FIRST_WINDOW, limit)
    if len(found) == limit:
        return found
    rest = scan.starting_after(FIRST_WINDOW)
    if rest is None:
        return found
    by_index = _by_index(scan, needles, limit)
    return found + _in_growing_windows(rest, held, limit - len(found)) if by_index is None else by_index


def _in_growing_windows(scan: Scan | None, held: Sql, limit: int) -> list[DiscussionRow]:
    found: list[DiscussionRow] = []
    size = FIRST_WINDOW
    while scan is not None and len(found) < limit:
        size *= GROWTH
        found += _in_window(scan, held, size, limit - len(found))
        scan = scan.starting_after(size) if len(found) < limit else None
    return found


def _in_window(scan: Scan, held: Sql, size: int, limit: int) -> list[DiscussionRow]:
    """The rows of the window that hold it; reading stops when there are enough."""
    window = select(COLUMNS, "(") + scan.select(COLUMNS, size) + sql(") d WHERE") + held
    return read_rows(fetch(window + sql(f"ORDER BY {scan.stretch.order_by} LIMIT %s", limit)))


def _by_index(scan: Scan, needles: Sequence[Needle], limit: int) -> list[DiscussionRow] | None:
    """The rows found through the trigram index; None where it cannot be used or yields too much."""
    first, *others = needles
    if not first.is_indexable:
        return None
    holders = _harvest(first)
    if holders is None:
        return None
    among = sql("d.id = ANY(%s)", holders)
    return scan.narrowed(among, *(n.held_by_row() for n in others)).rows(limit)


def _harvest(needle: Needle) -> list[object] | None:
    """The ids of the discussions that hold a needle; None above HARVEST.

    The inner statement is planned for all of its rows, so that the limit does not talk the planner into
    reading the table.
    """
    inner = sql("WITH found AS MATERIALIZED (") + needle.holders() + sql(")")
    rows = fetch(inner + sql("SELECT discussion_id FROM found LIMIT %s", HARVEST + 1))
    return None if len(rows) > HARVEST else list({row[0] for row in rows})
