"""How long things are tried: one event, and a webhook that takes nothing at all.

An event waits as Standard Webhooks suggests ("Retry schedule"), three days in all. A webhook that failed
FAILING times in a row is asked with one event at a time, at most fifteen minutes apart, so that it is not
flooded, costs the others nothing, and is served within about a quarter of an hour once it is back. Waits
differ by up to a tenth, so that what failed together does not come back together.
"""

import random
from datetime import timedelta

WAITS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
GIVES_UP_AFTER = timedelta(days=3)
FAILING = 5
FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=15)
KEPT = timedelta(days=30)


def wait_of(attempts: int) -> timedelta:
    """How long an event waits after so many tries, the last of which failed."""
    return _spread(WAITS[min(attempts, len(WAITS)) - 1])


def rest_of(failures: int) -> timedelta:
    """How long a webhook rests after so many failures in a row; not at all while these may be chance."""
    if failures < FAILING:
        return timedelta(0)
    return _spread(min(FIRST_REST * 2 ** min(failures - FAILING, 10), LONGEST_REST))


def _spread(wait: timedelta) -> timedelta:
    return wait * random.uniform(0.9, 1.1)  # noqa: S311 - not a secret
