"""How a channel fares: written by its runs, read by the faces."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.models import Channel, ChannelHealth
from guichet.sync.pace import asked_wait, next_wait, quiet_after, retry_wait

log = logging.getLogger("guichet.sync")

# One failure is weather; a second in a row is said.
FAILURES_SAID = 2


class State(StrEnum):
    """The contract's ChannelHealth."""

    WAITING = "WAITING"
    HEALTHY = "HEALTHY"
    DEGRADED = "DEGRADED"
    BLOCKED = "BLOCKED"
    DISABLED = "DISABLED"


class Faring(Protocol):
    """What says how a channel fares: its row, or the part of it that pages read (`inbox.queries.menu`)."""

    @property
    def is_enabled(self) -> bool: ...
    @property
    def health(self) -> str: ...
    @property
    def health_message(self) -> str: ...
    @property
    def missing_rights(self) -> Sequence[str]: ...
    @property
    def last_sync_at(self) -> datetime | None: ...


class Filling(Protocol):
    """What says how far an import has come."""

    @property
    def is_enabled(self) -> bool: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def backfill_since(self) -> datetime: ...
    @property
    def backfill_reached(self) -> datetime | None: ...
    @property
    def backfill_done_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Health:
    """What a face shows; `message` says what is wrong and what to do, None while healthy."""

    state: State
    message: str | None


@dataclass(frozen=True, slots=True)
class BackfillProgress:
    """How far an import has come, from the activation back to `since`; `fraction` is 0 to 1."""

    fraction: float
    since: datetime
    reached: datetime | None


def health_of(channel: Faring) -> Health:
    """The health of a channel, in the contract's words."""
    if not channel.is_enabled:
        return Health(State.DISABLED, None)
    if channel.health == ChannelHealth.BLOCKED:
        return Health(State.BLOCKED, channel.health_message)
    if channel.health == ChannelHealth.DEGRADED:
        return Health(State.DEGRADED, channel.health_message)
    if channel.last_sync_at is None:
        return Health(State.WAITING, None)
    if channel.missing_rights:
        return Health(State.DEGRADED, " ".join(channel.missing_rights))
    return Health(State.HEALTHY, None)


def progress_of(channel: Filling) -> BackfillProgress | None:
    """The progress of the import that runs; None when it is through or stopped, or the channel is off."""
    if channel.backfill_done_at is not None or not channel.is_enabled:
        return None
    return BackfillProgress(imported_fraction(channel), channel.backfill_since, channel.backfill_reached)


def imported_fraction(channel: Filling) -> float:
    """How much of what was asked for is here, by time; 1 when the import is through or was stopped."""
    if channel.backfill_done_at is not None:
        return 1.0
    span = (channel.created_at - channel.backfill_since).total_seconds()
    reached = channel.backfill_reached
    done = (channel.created_at - reached).total_seconds() if reached else 0.0
    return min(max(done / span, 0.0), 1.0) if span > 0 else 0.0


def note_success(channel: Channel, started: datetime, *, brought: bool) -> None:
    """A run came to its end: healthy, and due again by what it brought, counted from its start."""
    quiet_runs = quiet_after(channel, brought=brought)
    if channel.failures >= FAILURES_SAID:
        log.info("channel %s recovered after %d failures", channel.pk, channel.failures)
    with transaction.atomic():
        _mine(channel).update(
            failures=0, health=ChannelHealth.HEALTHY, health_message="",
            last_sync_at=timezone.now(), next_sync_at=started + next_wait(channel, quiet_runs),
            quiet_runs=quiet_runs,
        )  # fmt: skip
        if channel.health != ChannelHealth.HEALTHY:
            _note(channel, "channel.recover", ChannelHealth.HEALTHY)


def note_failure(channel: Channel, why: str, after: timedelta | None) -> None:
    """A run ended early for a reason that retries may cure; the next try comes when it was asked for."""
    failures = channel.failures + 1
    wait = retry_wait(failures) if after is None else asked_wait(after)
    changes: dict[str, object] = {"failures": failures, "next_sync_at": timezone.now() + wait}
    if after is not None:
        changes["busy_until"] = timezone.now() + after
    if failures >= FAILURES_SAID:
        changes |= {"health": ChannelHealth.DEGRADED, "health_message": why}
    if failures == FAILURES_SAID:
        log.warning("channel %s fails: %s", channel.pk, why)
    with transaction.atomic():
        _mine(channel).update(**changes)
        if failures == FAILURES_SAID:
            _note(channel, "channel.degrade", ChannelHealth.DEGRADED)


def block(channel: Channel, why: str) -> None:
    """Only a person can mend this: the channel stops, and says what to do."""
    changed = _mine(channel).exclude(health=ChannelHealth.BLOCKED)
    with transaction.atomic():
        if changed.update(health=ChannelHealth.BLOCKED, health_message=why, next_sync_at=None):
            log.warning("channel %s blocked: %s", channel.pk, why)
            _note(channel, "channel.block", ChannelHealth.BLOCKED)


def note_busy(channel: Channel, after: timedelta | None) -> None:
    """Whoever heard it, all that speak with these credentials leave the marketplace alone for so long."""
    if after is not None:
        _mine(channel).update(busy_until=timezone.now() + after)


def is_left_alone(channel: Channel) -> bool:
    """Whether the marketplace asked for patience that is not over."""
    return channel.busy_until is not None and channel.busy_until > timezone.now()


def _note(channel: Channel, act: str, health: ChannelHealth) -> None:
    before, after = {"health": channel.health}, {"health": health}
    record(None, act, "channel", channel.pk, before, after, account_id=channel.account_id)


def _mine(channel: Channel) -> QuerySet[Channel]:
    return Channel.objects.filter(id=channel.pk)
