"""What a page has seen of the database, so that it can ask what changed since (docs/decisions/0009-live.md).

A version names the snapshot that a page was drawn from: PostgreSQL's list of the transactions that were over.
A change is new to the page when its transaction was not, whatever order transactions commit in.
"""

import re
from dataclasses import dataclass
from hashlib import blake2s

from guichet.inbox.queries.sql import Sql, fetch_often, sql

# Beyond this a version names only the oldest transaction under way: some changes are then told twice.
LONGEST = 150
# The cluster, its timeline and the table: another one of these, and old transaction numbers mean nothing.
NOW = sql(
    "SELECT pg_current_snapshot()::text, (SELECT system_identifier FROM pg_control_system()),"
    " left(pg_walfile_name(pg_current_wal_lsn()), 8), 'discussion'::regclass::oid"
)
VERSION = re.compile(r"([0-9a-f]{8})-((\d{1,18}):(\d{1,18}):((?:\d{1,18},)*\d{1,18})?)")


@dataclass(frozen=True, slots=True)
class Version:
    """A snapshot (PostgreSQL manual, 9.28, pg_snapshot) and the history that its numbers belong to."""

    history: str
    snapshot: str

    def __str__(self) -> str:
        return f"{self.history}-{self.snapshot}"

    @property
    def oldest(self) -> int:
        """The first transaction that this version may not have seen."""
        return int(self.snapshot.split(":", 1)[0])


def version_now() -> str:
    """The version to print on a page; to be asked before anything else that the page shows."""
    return str(current_version())


def current_version() -> Version:
    """What can be seen now."""
    return version_of(*fetch_often(NOW)[0])


def version_of(snapshot: str, *history: object) -> Version:
    """The version of a row of NOW."""
    if len(snapshot) > LONGEST:
        oldest = snapshot.split(":", 1)[0]
        snapshot = f"{oldest}:{oldest}:"
    return Version(blake2s(repr(history).encode(), digest_size=4).hexdigest(), snapshot)


def read_version(text: str | None) -> Version | None:
    """A version that a page gives back; None for anything that Guichet never gave."""
    found = VERSION.fullmatch(text or "")
    if found is None:
        return None
    oldest, following = int(found[3]), int(found[4])
    between = [int(number) for number in (found[5] or "").split(",") if number]
    is_sound = 0 < oldest <= following and all(oldest <= number < following for number in between)
    return Version(found[1], found[2]) if is_sound and between == sorted(set(between)) else None


def unseen(alias: str, since: Version) -> Sql:
    """The condition on rows whose last transaction the version has not seen.

    Numbers beyond those of this cluster came with a restored backup: their rows were changed by nobody here.
    """
    column = f"{alias}.changed_in"
    return sql(
        f"{column} >= %s AND {column} < pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        f" AND NOT pg_visible_in_snapshot({column}::text::xid8, %s::pg_snapshot)",
        since.oldest,
        since.snapshot,
    )
