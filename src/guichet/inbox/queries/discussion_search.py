"""Searching without knowing how common a needle is.

The planner cannot know it either, and both of its choices are bad when wrong: walking the list is endless for
a rare needle, the trigram index yields half the table for a common one. So the first rows of the list are
asked first, in windows that grow as long as the page promises to be full within FARTHEST rows: a common
needle is found within some hundred. A needle that is not common there is rare enough for the index, unless it
was common long ago only: then the index yields more than it may, the windows go on, and it may yield more
once they have read as much.

Measured with 1,000,000 discussions: a row of a window costs 2 µs (5 for the text of messages), one that the
index finds 4 µs; a needle that one row in 200 holds costs the same either way.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from guichet.inbox.queries.discussion_scan import Place, Scan
from guichet.inbox.queries.harvest import harvest
from guichet.inbox.queries.needles import Needle
from guichet.inbox.queries.sql import Ask, Sql, every, fetch, fetch_often, sql

FIRST_WINDOW = 200
GROWTH = 5
FARTHEST = 10_000
# For needles that the index does not know: from here on it is cheaper to read all search rows at once.
LAST_WINDOW = FIRST_WINDOW * GROWTH**3
# What the index may yield at first, and how many times more with every further try.
HARVEST = 100_000
MORE = 10

# When the first part fills the page, the second is not even begun; when it does not, the window was read to
# its end, and the second part tells where that is.
WINDOW = "WITH w AS MATERIALIZED ("
HOLDERS = ") SELECT * FROM ((SELECT false AS is_end, d.* FROM w d WHERE"
END = ") UNION ALL (SELECT true, d.* FROM w d OFFSET %s LIMIT 1)) found LIMIT %s"


class Found(NamedTuple):
    """A discussion, and the stretch of the list that it was found in."""

    stretch: int
    row_id: UUID


def search(scans: Sequence[Scan], needles: Sequence[Needle], limit: int) -> list[Found]:
    """The first discussions of the scans, one after another, that hold every needle; the heaviest first."""
    found: list[Found] = []
    ask = _way_of_asking(scans[0], needles[0])
    for position, scan in enumerate(scans):
        walk = _Walk(scan, every([n.held_by_row() for n in needles]), limit - len(found), ask)
        while walk.goes_on:
            walk.step()
            if walk.should_harvest(needles[0]):
                harvested = harvest(scans[position:], needles, limit - len(found), walk.harvest, ask)
                if harvested is not None:
                    return found + [Found(*pair) for pair in harvested]
                walk.harvest_more()
        found += [Found(scan.stretch.number, row_id) for row_id in walk.found]
    return found


def _way_of_asking(scan: Scan, needle: Needle) -> Ask:
    """Prepared where nothing but the words narrows: the plan is the same for all of them, and made once.

    What may run out of patience is not: a statement that was cancelled must not be asked again.
    """
    return fetch_often if len(scan.conditions) == 1 and needle.is_indexable else fetch


class _Walk:
    """One scan, window by window."""

    def __init__(self, scan: Scan, held: Sql, limit: int, ask: Ask) -> None:
        self.found: list[UUID] = []
        self.harvest, self._looks_at = HARVEST, 0
        self._rest: Scan | None = scan
        self._held, self._ask = held, ask
        self._limit = limit
        self._size = FIRST_WINDOW
        self._rows_read = 0
        self._is_promising = True

    @property
    def goes_on(self) -> bool:
        """Whether the page is not full and rows are left."""
        return self._rest is not None and len(self.found) < self._limit

    def step(self) -> None:
        """Read the next window."""
        assert self._rest is not None  # noqa: S101 - only called while it goes on
        missing = self._limit - len(self.found)
        rows, end = _read(self._rest, self._held, self._size, missing, self._ask)
        self.found += rows
        self._rest = None if end is None else replace(self._rest, start=end)
        self._rows_read += self._size
        self._size *= GROWTH
        self._is_promising = len(self.found) * FARTHEST >= (missing - len(rows)) * self._rows_read

    def should_harvest(self, needle: Needle) -> bool:
        """Whether the index is the better way from here on; after each try, as many rows are read first."""
        is_time = needle.is_indexable or self._size > LAST_WINDOW
        is_due = self._rows_read >= self._looks_at
        return self.goes_on and is_time and is_due and not self._is_promising

    def harvest_more(self) -> None:
        """The index had too many: the next look comes once as many rows are read, and may yield more."""
        self.harvest, self._looks_at = self.harvest * MORE, self.harvest


def _read(scan: Scan, held: Sql, size: int, limit: int, ask: Ask) -> tuple[list[UUID], Place | None]:
    """The rows of a window that hold it, and where the window ends; no end when the page or the scan does."""
    first = sql(HOLDERS) + held + scan.stretch.order + sql("LIMIT %s", limit)
    rows = ask(sql(WINDOW) + scan.places(size) + first + sql(END, size - 1, limit))
    ends = [Place(value, row_id) for is_end, value, row_id in rows if is_end]
    return [row_id for is_end, _, row_id in rows if not is_end], ends[0] if ends else None
