"""What to read next: a pure function of the to-do list, of what is known, and of the time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, zip_longest

from guichet.platforms.rakuten_fr.cursor import PATIENCE, Cursor, Watched
from guichet.platforms.rakuten_fr.to_do_list import Causes, is_unread, lasting

# An open claim stays on the list as long as it is open; it is read again at this pace.
CLAIM_PACE = timedelta(hours=1)
# The seller may read on Rakuten's own pages, and then nothing tells us: what moved lately is looked at.
SWEEP_PACE = timedelta(hours=6)
ACTIVE_FOR = timedelta(days=15)
# Should reading not end "unread" after all, or an item refuse to be shown, it is not asked for at every poll.
STILL_UNREAD_PACE = timedelta(minutes=15)
REFUSED_PACE = timedelta(hours=24)
_NOTHING: frozenset[str] = frozenset()


def listed(cursor: Cursor, causes: Causes, asked: Iterable[str], now: datetime) -> Cursor:
    """The cursor after a look at the list: what must be read is pending. `asked` was read out of turn."""
    due = [item for item, why in causes.items() if _must_read(cursor.watched.get(item), why, now)]
    over = [item for item, known in cursor.watched.items() if lasting(known.causes) and item not in causes]
    pending = dict.fromkeys(chain(cursor.pending, asked, due, over))
    # Whatever failed lets the others go first.
    in_turn = sorted(pending, key=lambda item: cursor.tries.get(item, 0))
    return replace(cursor, pending=tuple(in_turn), watched=_watched(cursor, causes, now))


def urgent(cursor: Cursor, now: datetime) -> list[str]:
    """What must be read now: all that is pending; what fails again and again is tried hourly."""
    return [item for item in cursor.pending if not _rests(cursor, item, now)]


def _rests(cursor: Cursor, item: str, now: datetime) -> bool:
    keeps_failing = cursor.tries.get(item, 0) >= PATIENCE
    return keeps_failing and cursor.watched.get(item, Watched()).is_quiet(now)


def _must_read(known: Watched | None, causes: frozenset[str], now: datetime) -> bool:
    if known is None or known.read_at is None or causes - known.causes:
        return True
    return is_unread(causes) and not known.is_quiet(now)


def _watched(cursor: Cursor, causes: Causes, now: datetime) -> dict[str, Watched]:
    found = {item: _as_listed(known, causes.get(item, _NOTHING)) for item, known in cursor.watched.items()}
    found |= {item: Watched(why) for item, why in causes.items() if item not in found}
    pending = frozenset(cursor.pending)
    return {i: watched for i, watched in found.items() if i in pending or _is_of_interest(watched, now)}


def _as_listed(known: Watched, causes: frozenset[str]) -> Watched:
    return known if known.causes == causes else replace(known, causes=causes)


def _is_of_interest(watched: Watched, now: datetime) -> bool:
    is_active = watched.active_at is not None and now - watched.active_at < ACTIVE_FOR
    return bool(watched.causes) or is_active


def unhurried(cursor: Cursor, now: datetime, budget: int) -> list[str]:
    """What is read when there is time: claims first, then what moved lately and what is old, in turns."""
    claims = [i for i, w in cursor.watched.items() if lasting(w.causes) and _is_due(w, CLAIM_PACE, now)]
    recent = [i for i, w in cursor.watched.items() if w.active_at and _is_due(w, SWEEP_PACE, now)]
    recent.sort(key=lambda item: cursor.watched[item].read_at or now)
    in_turns = (item for pair in zip_longest(recent, cursor.history) for item in pair if item is not None)
    wanted = [item for item in dict.fromkeys(chain(claims, in_turns)) if item not in cursor.pending]
    return wanted[: max(budget - cursor.reads_in(now), 0)]


def old(cursor: Cursor, now: datetime, budget: int) -> list[str]:
    """What the import reads in this hour, newest first."""
    return list(cursor.history[: max(budget - cursor.reads_in(now), 0)])


def _is_due(watched: Watched, pace: timedelta, now: datetime) -> bool:
    is_over = watched.read_at is not None and now - watched.read_at >= pace
    return is_over and not watched.is_quiet(now)


def read(cursor: Cursor, item: str, newest: datetime | None, now: datetime) -> Cursor:
    """The cursor once an item's answer is here; `newest` is the moment of the last word in it."""
    known = cursor.watched.get(item, Watched())
    is_nothing_new = known.read_at is not None and known.active_at == newest and is_unread(known.causes)
    quiet_until = now + STILL_UNREAD_PACE if is_nothing_new else None
    return _without(cursor, item, Watched(known.causes, now, newest, quiet_until), now)


def refused(cursor: Cursor, item: str, now: datetime) -> Cursor:
    """The cursor once an item was refused or set aside: remembered, so that it is not asked for in vain."""
    known = cursor.watched.get(item, Watched())
    return _without(cursor, item, replace(known, read_at=now, quiet_until=now + REFUSED_PACE), now)


def failed(cursor: Cursor, item: str, now: datetime) -> Cursor:
    """The cursor after a failure: the item stays, behind the others."""
    if item in cursor.history and item not in cursor.pending:
        return replace(cursor, history=_last(cursor.history, item))
    known = cursor.watched.get(item, Watched())
    watched = {**cursor.watched, item: replace(known, quiet_until=now + CLAIM_PACE)}
    if item not in cursor.pending:
        return replace(cursor, watched=watched)
    tries = {**cursor.tries, item: cursor.tries.get(item, 0) + 1}
    return replace(cursor, pending=_last(cursor.pending, item), tries=tries, watched=watched)


def _last(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return (*(other for other in items if other != item), item)


def _without(cursor: Cursor, item: str, watched: Watched, now: datetime) -> Cursor:
    kept = {**cursor.watched, item: watched}
    if not _is_of_interest(watched, now):
        del kept[item]
    return replace(
        cursor,
        pending=tuple(other for other in cursor.pending if other != item),
        tries={other: count for other, count in cursor.tries.items() if other != item},
        history=tuple(other for other in cursor.history if other != item),
        watched=kept,
    )
