"""Searching without knowing how common a needle is.

The planner cannot know it either, and both of its choices are bad when wrong: walking the list is endless for
a rare needle, the trigram index yields half the table for a common one. So the first rows of the list are asked
first, in windows that grow as long as the next one promises to fill the page: a common needle is found within
some hundred rows. A needle that is not common there is rare enough for the index, unless it was common long ago
only: then the index yields more than HARVEST, and the windows go on.

Measured with 1,000,000 discussions and 5,100,000 messages: a row of a window costs 4 to 7 µs, one of the harvest
3 µs. A needle that the index does not know (one letter, signs alone) and that hardly any discussion holds costs
the most: after three windows all search rows are read once, in 1 to 2 s.
"""

from collections.abc import Sequence

from guichet.inbox.queries.discussion_row import COLUMNS, DiscussionRow, read_rows
from guichet.inbox.queries.discussion_scan import Scan
from guichet.inbox.queries.needles import Needle
from guichet.inbox.queries.sql import Sql, every, fetch, select, sql

FIRST_WINDOW = 2_000
GROWTH = 4
# Windows are no longer worth their while beyond this, even if nothing but reading everything is left.
LAST_WINDOW = FIRST_WINDOW * GROWTH**2
HARVEST = 100_000

# `found` is planned for all of its rows, so that the limit does not talk the planner into reading the table.
# The array is looked up in an index that holds all that is filtered and ordered by (discussion_facets).
FOUND = "WITH found AS MATERIALIZED ("
KEPT = """), kept AS MATERIALIZED (SELECT discussion_id FROM found LIMIT %s), counted AS MATERIALIZED (
SELECT count(*) AS n FROM kept) SELECT counted.n, page.id FROM counted LEFT JOIN ("""
AMONG_KEPT = "(SELECT n FROM counted) <= %s AND d.id = ANY(ARRAY(SELECT discussion_id FROM kept))"


def search(scan: Scan, needles: Sequence[Needle], limit: int) -> list[DiscussionRow]:
    """The first rows of a scan that hold every needle; `needles` come heaviest first."""
    held = every([n.held_by_row() for n in needles])
    found: list[DiscussionRow] = []
    rest: Scan | None = scan
    size, may_harvest = FIRST_WINDOW, True
    while rest is not None:
        window = _in_window(rest, held, size, limit - len(found))
        found += window
        if len(found) == limit:
            break
        rest = rest.starting_after(size)
        is_promising = len(window) * GROWTH >= limit - len(found)
        if rest and may_harvest and not is_promising and (needles[0].is_indexable or size >= LAST_WINDOW):
            may_harvest = False
            harvested = _harvest(scan, needles, limit)
            if harvested is not None:
                return harvested
        size *= GROWTH
    return found


def _in_window(scan: Scan, held: Sql, size: int, limit: int) -> list[DiscussionRow]:
    """The rows of the window that hold it; reading stops when there are enough."""
    window = select(COLUMNS, "(") + scan.select(COLUMNS, size) + sql(") d WHERE") + held
    return read_rows(fetch(window + sql(f"ORDER BY {scan.stretch.order_by} LIMIT %s", limit)))


def _harvest(scan: Scan, needles: Sequence[Needle], limit: int) -> list[DiscussionRow] | None:
    """The first rows among all that the index finds for the heaviest needle; None where it finds too much."""
    first, *others = needles
    among = scan.narrowed(sql(AMONG_KEPT, HARVEST), *(n.held_by_row() for n in others))
    kept = sql(FOUND) + first.holders() + sql(KEPT, HARVEST + 1)
    found = fetch(kept + among.select("d.id", limit) + sql(") page ON true"))
    if found[0][0] > HARVEST:
        return None
    return scan.rows_of([row_id for _, row_id in found if row_id is not None])
