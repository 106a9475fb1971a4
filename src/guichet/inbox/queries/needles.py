"""What is searched for, and how a row is asked whether it holds it.

Needles are folded by the database, as the searched text was, and matched anywhere by LIKE.
"""

import re
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.sql import Sql, fetch, sql

# pg_trgm finds nothing in its index for less than three letters or digits in a row (PostgreSQL manual, F.35).
INDEXABLE = re.compile(r"[^\W_]{3}")
LETTERS = re.compile(r"[^\W_]+")
_ESCAPES = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})

# OFFSET 0 keeps the planner from turning a question per row into a join with the whole table.
_IN_SUBJECT = (
    "EXISTS (SELECT 1 FROM discussion_search s WHERE s.account_id = %s AND s.discussion_id = d.id"
    " AND s.subject LIKE %s OFFSET 0)"
)
_IN_PARTICIPANTS = (
    "EXISTS (SELECT 1 FROM discussion_search s WHERE s.account_id = %s AND s.discussion_id = d.id"
    " AND s.participants LIKE %s OFFSET 0)"
)
_ANYWHERE = (
    "(EXISTS (SELECT 1 FROM discussion_search s WHERE s.account_id = %s AND s.discussion_id = d.id"
    " AND (s.subject LIKE %s OR s.participants LIKE %s) OFFSET 0)"
    " OR EXISTS (SELECT 1 FROM message_search m WHERE m.account_id = %s AND m.discussion_id = d.id"
    " AND m.words LIKE %s OFFSET 0))"
)
_BY_SUBJECT = "SELECT s.discussion_id FROM discussion_search s WHERE s.account_id = %s AND s.subject LIKE %s"
_BY_PARTICIPANTS = (
    "SELECT s.discussion_id FROM discussion_search s WHERE s.account_id = %s AND s.participants LIKE %s"
)
_BY_MESSAGE = "SELECT m.discussion_id FROM message_search m WHERE m.account_id = %s AND m.words LIKE %s"


class Place(Enum):
    """Where a needle is looked for."""

    SUBJECT = "subject"
    PARTICIPANT = "participant"
    ANYWHERE = "text"


@dataclass(frozen=True, slots=True)
class Needle:
    """A folded needle and its place."""

    account_id: UUID
    place: Place
    folded: str

    @property
    def weight(self) -> int:
        """The longest run of letters; the longer, the fewer rows the index gives."""
        return max((len(run) for run in LETTERS.findall(self.folded)), default=0)

    @property
    def is_indexable(self) -> bool:
        """Whether the trigram index can find it."""
        return INDEXABLE.search(self.folded) is not None

    @property
    def pattern(self) -> str:
        """The LIKE pattern, with its metacharacters taken literally."""
        return f"%{self.folded.translate(_ESCAPES)}%"

    def held_by_row(self) -> Sql:
        """The condition on one row `d`, answered by that row's own search rows."""
        account, pattern = self.account_id, self.pattern
        if self.place is Place.ANYWHERE:
            return sql(_ANYWHERE, account, pattern, pattern, account, pattern)
        return sql(_IN_SUBJECT if self.place is Place.SUBJECT else _IN_PARTICIPANTS, account, pattern)

    def holders(self) -> Sql:
        """The ids of all discussions of the account that hold it, by the trigram indexes; may repeat."""
        one = (self.account_id, self.pattern)
        if self.place is Place.SUBJECT:
            return sql(_BY_SUBJECT, *one)
        if self.place is Place.PARTICIPANT:
            return sql(_BY_PARTICIPANTS, *one)
        parts = (_BY_SUBJECT, _BY_PARTICIPANTS, _BY_MESSAGE)
        return sql(" UNION ALL ".join(parts), *one, *one, *one)


def needles(account_id: UUID, wanted: DiscussionFilter) -> list[Needle]:
    """The needles of a filter, the heaviest first; blank ones ask for nothing."""
    asked = {
        Place.SUBJECT: wanted.subject,
        Place.PARTICIPANT: wanted.participant,
        Place.ANYWHERE: wanted.text,
    }
    given = {place: text.strip() for place, text in asked.items() if text and text.strip()}
    if not given:
        return []
    folded = _fold(list(given.values()))
    found = [Needle(account_id, place, text) for place, text in zip(given, folded, strict=True)]
    return sorted(found, key=lambda n: (n.is_indexable, n.weight), reverse=True)


def _fold(texts: list[str]) -> list[str]:
    rows = fetch(
        sql("SELECT guichet_fold(t) FROM unnest(%s::text[]) WITH ORDINALITY u(t, n) ORDER BY n", texts)
    )
    return [str(row[0]) for row in rows]
