"""When a channel is asked again: soon where people write, and never later than the configured interval."""

import random
from datetime import timedelta

from django.conf import settings

from guichet.accounts.models import Channel
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform

FIRST_RETRY = timedelta(seconds=10)
# Channels that came due together drift apart: by so much of their wait, always to the early side.
SPREAD = 0.1
# What a marketplace asks for is kept to the second; a little later keeps its callers apart.
LATER = timedelta(seconds=5)
# Twice the wait after each quiet run; more doublings than this pass any interval.
MAX_QUIET = 12


def interval() -> timedelta:
    """The longest time between two synchronisations of a channel."""
    return timedelta(seconds=settings.GUICHET_SYNC_INTERVAL)


def quiet_after(channel: Channel, *, brought: bool) -> int:
    """How many runs in a row have brought nothing, this one counted."""
    return 0 if brought else min(channel.quiet_runs + 1, MAX_QUIET)


def next_wait(channel: Channel, quiet_runs: int) -> timedelta:
    """After a run that came to its end: the platform's own shortest interval while people write.

    It doubles with each quiet run up to the configured interval, and is never beyond it.
    """
    shortest = min(manifest_of(Platform(channel.platform)).cadence, interval())
    return spread(min(interval(), shortest * 2**quiet_runs))


def retry_wait(failures: int) -> timedelta:
    """After a failure that nobody put a time to: ten seconds, doubled each time, up to the interval."""
    return spread(min(interval(), FIRST_RETRY * 2 ** min(failures - 1, 10)))


def asked_wait(after: timedelta) -> timedelta:
    """What the marketplace asked for, and a little more."""
    return after + min(LATER, after * SPREAD) * random.random()  # noqa: S311 - nothing is guarded by it


def spread(wait: timedelta) -> timedelta:
    """A tenth less at most."""
    return wait * random.uniform(1 - SPREAD, 1)  # noqa: S311 - nothing is guarded by it
