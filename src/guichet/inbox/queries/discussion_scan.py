"""Where the rows of a list lie: one stretch of one filter, from one row on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from guichet.inbox.queries.discussion_order import Stretch
from guichet.inbox.queries.discussion_row import COLUMNS, DiscussionRow, read_rows
from guichet.inbox.queries.sql import Sql, every, fetch, select, sql


@dataclass(frozen=True, slots=True)
class Scan:
    """The rows of a stretch that satisfy `conditions`, after `start` where there is one."""

    conditions: tuple[Sql, ...]
    stretch: Stretch
    start: tuple[datetime, UUID] | None = None

    @property
    def where(self) -> Sql:
        """All conditions, the account's first."""
        parts = list(self.conditions)
        if self.stretch.only:
            parts.append(sql(self.stretch.only))
        if self.start:
            parts.append(self.stretch.after(*self.start))
        return every(parts)

    def narrowed(self, *more: Sql) -> "Scan":
        """The same scan with more conditions."""
        return replace(self, conditions=(*self.conditions, *more))

    def select(self, columns: str, limit: int, offset: int = 0) -> Sql:
        """The statement that reads the first rows in order."""
        tail = f"ORDER BY {self.stretch.order_by} LIMIT %s OFFSET %s"
        return select(columns, "discussion d WHERE") + self.where + sql(tail, limit, offset)

    def rows(self, limit: int) -> list[DiscussionRow]:
        """The first rows."""
        return read_rows(fetch(self.select(COLUMNS, limit)))

    def rows_of(self, ids: Sequence[UUID]) -> list[DiscussionRow]:
        """These rows, in the order of the scan; the account's again, for no door is left open."""
        if not ids:
            return []
        among = Scan((self.conditions[0], sql("d.id = ANY(%s)", list(ids))), self.stretch)
        return among.rows(len(ids))

    def starting_after(self, count: int) -> "Scan | None":
        """The same scan without its first `count` rows; None where there are no more."""
        found = fetch(self.select(f"d.{self.stretch.column}, d.id", 1, count - 1))
        return replace(self, start=found[0]) if found else None
