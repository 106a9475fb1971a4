"""Work that a row waits for: claimed by one worker, tried again ever later, ended for good.

The rows alike: `state` is WAITING until it is decided, `next_try_at` says when somebody may try.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone

from guichet.inbox.models import Attachment
from guichet.invoicing.models import Filing, OwnFetch

# A worker that dies at its work frees the row after this.
CLAIM = timedelta(minutes=10)
AT_ONCE = 1000
WAITING = "WAITING"
FAILED = "FAILED"
ENDED = ("attempts", "state", "next_try_at", "error")

Awaited = Attachment | OwnFetch | Filing


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried, and how long it waits in between: doubled each time, up to `longest`."""

    tries: int
    first: timedelta
    longest: timedelta


def claim(rows: QuerySet[Model], key: UUID) -> bool:
    """Whether this caller may work on the row now; nobody else does until it is put off or ended."""
    now = timezone.now()
    waiting = rows.filter(pk=key, state=WAITING, next_try_at__lte=now)
    return bool(waiting.update(next_try_at=now + CLAIM))


def due(rows: QuerySet[Model]) -> Iterable[UUID]:
    """The rows whose time has come, for whoever finds that their jobs are gone."""
    waiting = rows.filter(state=WAITING, next_try_at__lte=timezone.now())
    return waiting.values_list("pk", flat=True)[:AT_ONCE]


def put_off(
    row: Awaited, why: str, after: timedelta | None, patience: Patience, *, gives_up: bool = True
) -> None:
    """Try again after `after`, or else ever later; after the last try it has failed, if it ever does."""
    row.attempts += 1
    if gives_up and row.attempts >= patience.tries:
        end(row, FAILED, why)
        return
    wait = after or min(patience.first * 2**row.attempts, patience.longest)
    row.next_try_at, row.error = timezone.now() + wait, why
    row.save(update_fields=["attempts", "next_try_at", "error"])


def come_back(row: Awaited, wait: timedelta) -> None:
    """Not tried at all this time: no attempt is counted."""
    row.next_try_at = timezone.now() + wait
    row.save(update_fields=["next_try_at"])


def end(row: Awaited, state: str, error: str = "") -> None:
    """Nobody tries again."""
    row.state, row.next_try_at, row.error = state, None, error
    row.save(update_fields=list(ENDED))
