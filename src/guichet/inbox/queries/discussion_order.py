"""In which order a list of discussions comes, and how it goes on after a row.

A list is read in one or two stretches; each has an index that gives its order, so that a page costs the same
wherever it lies.
"""

from dataclasses import dataclass
from enum import StrEnum

from guichet.inbox.queries.sql import Sql, sql


class DiscussionOrder(StrEnum):
    """The orders of the contract."""

    LAST_MESSAGE_DESC = "LAST_MESSAGE_DESC"
    LAST_MESSAGE_ASC = "LAST_MESSAGE_ASC"
    REPLY_DUE_ASC = "REPLY_DUE_ASC"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a list with one order: rows that satisfy `only`, by `column` and then by id.

    `number` is its place in the list.
    """

    column: str
    descending: bool
    number: int = 0
    only: str | None = None

    @property
    def order(self) -> Sql:
        """The ORDER BY of rows called `d`."""
        way = "DESC" if self.descending else "ASC"
        return sql(f"ORDER BY d.{self.column} {way}, d.id {way}")

    def after(self, value: object, row_id: object) -> Sql:
        """The condition that holds for the rows after this one."""
        sign = "<" if self.descending else ">"
        return sql(f"(d.{self.column}, d.id) {sign} (%s, %s)", value, row_id)


NEWEST = Stretch("last_message_at", descending=True)
OLDEST = Stretch("last_message_at", descending=False)
URGENT = Stretch("reply_due_at", descending=False, only="d.reply_due_at IS NOT NULL")
WITHOUT_DEADLINE = Stretch("last_message_at", descending=True, number=1, only="d.reply_due_at IS NULL")

STRETCHES = {
    DiscussionOrder.LAST_MESSAGE_DESC: (NEWEST,),
    DiscussionOrder.LAST_MESSAGE_ASC: (OLDEST,),
    DiscussionOrder.REPLY_DUE_ASC: (URGENT, WITHOUT_DEADLINE),
}
