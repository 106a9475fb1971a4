"""How far somebody has read the feed of changes, as one opaque word without any state of ours.

A *walk* tells what the snapshot `seen` had not seen, in the order of the transactions that wrote it, up to
what the snapshot `until` could see when the walk began; the next walk begins from there. So a transaction
that began early and commits late is told by the walk after its commit (docs/decisions/0018-events-out.md).
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from guichet.accounts.errors import ErrorCode, refuse
from guichet.inbox.queries.version import Version, read_version

# Where a walk begins: before every row.
FIRST = (-1, UUID(int=0))
LONGEST = 600
START = "start"
NOT_OURS = "`after` is not a cursor of `changes`: use one as it came, or leave it out to begin with now."


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """`seen` None: from the start, everything there is. `until` None: no walk has begun."""

    seen: Version | None
    until: Version | None = None
    position: tuple[int, UUID] = FIRST

    def __str__(self) -> str:
        seen = START if self.seen is None else str(self.seen)
        number, key = self.position
        parts = [seen] if self.until is None else [seen, str(self.until), str(number), key.hex]
        return urlsafe_b64encode("|".join(parts).encode()).decode().rstrip("=")


def read_feed_cursor(text: str) -> FeedCursor:
    """A cursor that somebody gives back; RefusalError INVALID for anything that Guichet never gave."""
    try:
        return _read(_plain(text))
    except (ValueError, UnicodeError):
        raise refuse(ErrorCode.INVALID, NOT_OURS, "after") from None


def _plain(text: str) -> list[str]:
    if len(text) > LONGEST:
        raise ValueError("longer than any cursor")
    padded = text.encode("ascii") + b"=" * (-len(text) % 4)
    return urlsafe_b64decode(padded).decode("ascii").split("|")


def _read(parts: list[str]) -> FeedCursor:
    seen = None if parts[0] == START else _version(parts[0])
    if len(parts) == 1:
        return FeedCursor(seen)
    _, until, number, key = parts
    position = int(number), UUID(key)
    if not -1 <= position[0] < 2**63:
        raise ValueError("no transaction has this number")
    return FeedCursor(seen, _version(until), position)


def _version(text: str) -> Version:
    version = read_version(text)
    if version is None:
        raise ValueError("no version of ours")
    return version
