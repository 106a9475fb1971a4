"""Where the rows of a list lie: one stretch of one filter, from one row on."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from guichet.inbox.queries.conditions import INDEXED
from guichet.inbox.queries.discussion_order import Stretch
from guichet.inbox.queries.discussion_row import COLUMNS, DiscussionRow, read_rows
from guichet.inbox.queries.sql import Sql, every, fetch, fetch_often, select, sql


class Place(NamedTuple):
    """Where a row stands in its stretch."""

    value: datetime
    row_id: UUID


@dataclass(frozen=True, slots=True)
class Scan:
    """The rows of a stretch that satisfy `conditions`, after `start` where there is one.

    The first condition is the account's.
    """

    conditions: tuple[Sql, ...]
    stretch: Stretch
    start: Place | None = None

    def narrowed(self, *more: Sql) -> "Scan":
        """The same scan with more conditions."""
        return replace(self, conditions=(*self.conditions, *more))

    def places(self, limit: int) -> Sql:
        """The statement that finds where the first rows are; indexes know, so that no row is touched."""
        return self._select(f"d.{self.stretch.column}, d.id", limit)

    def rows(self, limit: int) -> list[DiscussionRow]:
        """The first rows.

        Where no index gives just these, rows are passed over: cheaper in an index, before any row is touched.
        """
        if self._has_index:
            return read_rows(fetch_often(self._select(COLUMNS, limit)))
        both = sql(") p JOIN discussion d ON d.account_id = %s AND d.id = p.id", *self.conditions[0].params)
        return read_rows(fetch(select(COLUMNS, "(") + self.places(limit) + both + self.stretch.order))

    @property
    def _has_index(self) -> bool:
        is_simple = len(self.conditions) == 1 or (len(self.conditions) == 2 and not self.stretch.only)
        return is_simple and all(condition.text in INDEXED for condition in self.conditions)

    def _select(self, columns: str, limit: int) -> Sql:
        where = select(columns, "discussion d WHERE") + self._where
        # Not a parameter: a plan that does not know how few rows are wanted sorts all of them.
        return where + self.stretch.order + sql(f"LIMIT {limit:d}")

    @property
    def _where(self) -> Sql:
        parts = list(self.conditions)
        if self.stretch.only:
            parts.append(sql(self.stretch.only))
        if self.start:
            parts.append(self.stretch.after(*self.start))
        return every(parts)
