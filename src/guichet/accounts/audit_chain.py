"""Proves the chain of an account's audit from its rows alone, without the trigger that wrote it.

What is hashed is written down in docs/audit.md, so that others can do the same with an exported file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from guichet.accounts.models import AuditHead

PAGE = 2000
NOTHING = bytes(32)
# In the order of the hash; before and after as PostgreSQL writes jsonb, a moment in UTC with microseconds.
ROWS = """
SELECT number, previous, hash, id::text, account_id::text, number::text,
    to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor_kind, member_id::text,
    token_id::text, actor_name, origin, act, subject, subject_id::text, before::text, after::text
FROM audit_entry WHERE account_id = %s AND number > %s ORDER BY audit_entry.number LIMIT %s
"""


class Link(NamedTuple):
    """An entry by its number and its hash: what an owner keeps elsewhere to compare later."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a chain holds; `fault` is None where it holds to its end."""

    account_id: UUID
    end: Link
    fault: str | None


def head_of(account_id: UUID) -> Link:
    """The last entry; number 0 while there is none."""
    head = AuditHead.objects.filter(account_id=account_id).first()
    return Link(0, NOTHING) if head is None else Link(head.number, bytes(head.hash))


def parse_link(text: str) -> Link:
    """`NUMBER:HASH` as `guichet audit head` prints it; ValueError for anything else."""
    number, _, hashed = text.partition(":")
    link = Link(int(number), bytes.fromhex(hashed))
    if len(link.hash) != len(NOTHING):
        raise ValueError(text)
    return link


def verify_chain(account_id: UUID, expected: Sequence[Link] = ()) -> Verdict:
    """Walk an account's entries from the first; stop at the first that does not hold.

    Entries may come in meanwhile: where the chain ended before must be in it, and nothing is behind its end.
    """
    must_hold: dict[int, set[bytes]] = {}
    for link in (*expected, head_of(account_id)):
        must_hold.setdefault(link.number, set()).add(link.hash)
    must_hold.pop(0, None)
    end = Link(0, NOTHING)
    for number, previous, hashed, fields in _rows(account_id):
        fault = _fault(end, Link(number, hashed), previous, fields)
        if fault is None and must_hold.pop(number, {hashed}) != {hashed}:
            fault = f"entry {number} is not the one that was there before: the chain was written anew"
        if fault is not None:
            return Verdict(account_id, end, fault)
        end = Link(number, hashed)
    return Verdict(account_id, end, _end_fault(account_id, end, max(must_hold, default=0)))


def _rows(account_id: UUID) -> Iterator[tuple[int, bytes, bytes, Sequence[str | None]]]:
    last = -1
    while page := _page(account_id, last):
        for number, previous, hashed, *fields in page:
            yield number, bytes(previous), bytes(hashed), fields
        last = page[-1][0]


def _page(account_id: UUID, after: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [account_id, after, PAGE])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _fault(end: Link, link: Link, previous: bytes, fields: Sequence[str | None]) -> str | None:
    if link.number != end.number + 1:
        return f"entry {end.number + 1} is missing"
    if sha256(previous + form_of(fields)).digest() != link.hash:
        return f"entry {link.number} was changed after it was written"
    if previous != end.hash:
        return f"entry {link.number} does not follow the one before it: one of the two was replaced"
    return None


def form_of(fields: Sequence[str | None]) -> bytes:
    """What is hashed behind the previous hash: each field with its length in bytes, `-` for none."""
    encoded = (None if field is None else field.encode() for field in fields)
    return b",".join(b"-" if field is None else b"%d:%b" % (len(field), field) for field in encoded)


def _end_fault(account_id: UUID, end: Link, reached_before: int) -> str | None:
    if reached_before:
        return f"the end is missing: the chain had come to entry {reached_before}"
    if end.number > head_of(account_id).number:
        return f"entry {end.number} was put behind the end of the chain"
    if _is_unchained(account_id):
        return "changes were noted while the chain did not grow: its trigger is switched off"
    return None


def _is_unchained(account_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM audit_pending WHERE account_id = %s)", [account_id])
        return bool(cursor.fetchone()[0])
