"""Opaque cursors: where a list goes on, without any state of ours."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload
from uuid import UUID

from guichet.accounts.errors import ErrorCode, RefusalError, refuse

MAX_FIRST = 100
MAX_CURSOR_LENGTH = 300
NOT_OURS = "`after` is not a cursor of Guichet: use an endCursor as it came, or leave it out."
OTHER_LIST = "`after` belongs to a list of another order: leave it out to start this one."


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row seen: in which list, in which stretch of it, its value there, and its id."""

    list_name: str
    stretch: int
    value: datetime
    row_id: UUID

    def __str__(self) -> str:
        parts = [self.list_name, self.stretch, self.value.isoformat(), self.row_id.hex]
        return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Cursors(Sequence[str]):
    """The cursors of a page, each written when it is asked for: of fifty, one or two are.

    Fifty of them took 0.25 of the 1.1 ms of a page.
    """

    rows: Sequence[Any]
    cursor_of: Callable[[Any], Cursor]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> "Cursors": ...
    def __getitem__(self, index: int | slice) -> "str | Cursors":
        if isinstance(index, slice):
            return Cursors(self.rows[index], self.cursor_of)
        return str(self.cursor_of(self.rows[index]))


def read_cursor(text: str, list_name: str, stretches: int = 1) -> Cursor:
    """The cursor of a list; RefusalError INVALID unless Guichet gave it for this very list."""
    try:
        parts = json.loads(urlsafe_b64decode(_padded(text)))
        name, stretch, value, row_id = parts
        cursor = Cursor(name, stretch, datetime.fromisoformat(value), UUID(row_id))
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise _refused(NOT_OURS) from None
    if cursor.list_name != list_name:
        raise _refused(OTHER_LIST)
    if not _is_sound(cursor, stretches):
        raise _refused(NOT_OURS)
    return cursor


def check_first(first: int) -> int:
    """`first` itself; RefusalError INVALID unless it is 1 to 100."""
    if not 1 <= first <= MAX_FIRST:
        raise refuse(
            ErrorCode.INVALID, f"`first` must be between 1 and {MAX_FIRST}; it was {first}.", "first"
        )
    return first


def _padded(text: str) -> bytes:
    if len(text) > MAX_CURSOR_LENGTH:
        raise ValueError("longer than any cursor")
    return text.encode("ascii") + b"=" * (-len(text) % 4)


def _is_sound(cursor: Cursor, stretches: int) -> bool:
    is_whole = type(cursor.stretch) is int and 0 <= cursor.stretch < stretches
    return is_whole and cursor.value.tzinfo is not None


def _refused(message: str) -> RefusalError:
    return refuse(ErrorCode.INVALID, message, "after")
