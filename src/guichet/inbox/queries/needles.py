"""What is searched for, and how it is matched.

Needles are folded by the database, as the searched text was, and matched anywhere by LIKE. The trigram
indexes know runs of three letters or digits, and two of them at the edge of a word (PostgreSQL manual, F.35);
for a pair on its own they are asked for every trigram that it can be a part of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.sql import Sql, fetch, joined, select, sql

LETTERS = re.compile(r"[^\W_]+")
INDEXABLE = re.compile(r"[^\W_]{3}|[\W_][^\W_]{2}|[^\W_]{2}[\W_]")
PAIR = re.compile(r"[a-z0-9]{2}")
# ASCII without capitals, which folded text has not: few enough characters for pg_trgm to try each of them.
NEIGHBOUR = r"[\x01-\x40\x5b-\x7f]"
_ESCAPES = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


class Place(Enum):
    """Where a needle is looked for."""

    SUBJECT = "subject"
    PARTICIPANT = "participant"
    ANYWHERE = "text"


# The searched columns of each place, by their tables, which also have the discussion's id; the table that has
# most of the words comes first.
COLUMNS: dict[Place, dict[str, tuple[str, ...]]] = {
    Place.SUBJECT: {"discussion_search": ("subject",)},
    Place.PARTICIPANT: {"discussion_search": ("participants",)},
    Place.ANYWHERE: {"message_search": ("words",), "discussion_search": ("subject", "participants")},
}


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
    def is_pair(self) -> bool:
        """Two letters or digits on their own."""
        return PAIR.fullmatch(self.folded) is not None

    @property
    def is_indexable(self) -> bool:
        """Whether the trigram indexes can find it."""
        return self.is_pair or INDEXABLE.search(self.folded) is not None

    @property
    def pattern(self) -> str:
        """The LIKE pattern, with its metacharacters taken literally."""
        return f"%{self.folded.translate(_ESCAPES)}%"

    def held_by_row(self) -> Sql:
        """The condition on one row `d`, answered by that row's own search rows."""
        tables = COLUMNS[self.place].items()
        return sql("(") + joined(" OR ", [self._in_own(*table) for table in tables]) + sql(")")

    def holders(self) -> Sql:
        """The ids of all discussions of the account that hold it; may repeat.

        A pair that stands between two characters outside ASCII is the one thing it does not find.
        """
        tables = COLUMNS[self.place].items()
        parts = [self._holders_by(table, column) for table, columns in tables for column in columns]
        return joined(" UNION ALL ", parts)

    def _in_own(self, table: str, columns: tuple[str, ...]) -> Sql:
        """OFFSET 0 keeps the planner from turning a question per row into a join with the whole table."""
        asked = sql("s.account_id = %s AND s.discussion_id = d.id AND (", self.account_id)
        likes = joined(" OR ", [_like(column, self.pattern) for column in columns])
        return sql("EXISTS (") + select("1", f"{table} s WHERE") + asked + likes + sql(") OFFSET 0)")

    def _holders_by(self, table: str, column: str) -> Sql:
        start = select("s.discussion_id", f"{table} s WHERE s.account_id = %s AND", self.account_id)
        return start + self.matched(column)

    def matched(self, column: str) -> Sql:
        """The condition on a column of `s` that the trigram index answers."""
        return _pair_in(column, self.folded) if self.is_pair else _like(column, self.pattern)


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


def holders_of(needles: Sequence[Needle]) -> Sql:
    """The ids of all that hold these needles; those of one place may repeat.

    Those in a column of the same table are one lookup.
    """
    together = [needle for needle in needles if needle.place is not Place.ANYWHERE]
    lookups = [needle.holders() for needle in needles if needle.place is Place.ANYWHERE]
    if together:
        first, *others = together
        found = first.holders()
        for other in others:
            (column,) = COLUMNS[other.place]["discussion_search"]
            found += sql("AND") + other.matched(column)
        lookups.append(found)
    return lookups[0] if len(lookups) == 1 else sql("(") + joined(") INTERSECT (", lookups) + sql(")")


def _fold(texts: list[str]) -> list[str]:
    """ASCII has nothing to fold but its capitals, which is no question for the database."""
    if all(text.isascii() for text in texts):
        return [text.lower() for text in texts]
    asked = sql("unnest(%s::text[]) WITH ORDINALITY u(t, n) ORDER BY n", texts)
    rows = fetch(sql("SELECT guichet_fold(t) FROM") + asked)
    return [str(row[0]) for row in rows]


def _like(column: str, pattern: str) -> Sql:
    return sql(f"s.{column} LIKE %s", pattern)


def _pair_in(column: str, pair: str) -> Sql:
    """With a neighbour on either side, or none."""
    beside = sql(f"s.{column} ~ %s", f"{pair}{NEIGHBOUR}|{NEIGHBOUR}{pair}")
    parts = [beside, _like(column, f"{pair}%"), _like(column, f"%{pair}")]
    return sql("(") + joined(" OR ", parts) + sql(")")
