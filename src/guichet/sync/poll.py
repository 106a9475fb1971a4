"""One poll in a thread of its own, with an id for its lines in the log and its part of the figures."""

import logging
from time import monotonic

from guichet.accounts.models import Channel
from guichet.accounts.scope import within
from guichet.sync.hold import Hold, held
from guichet.sync.pull import poll
from guichet.sync.quiet import Quiet
from guichet.telemetry.correlation import correlated, new_correlation
from guichet.telemetry.counters import JOB_TIME, JOBS

log = logging.getLogger("guichet.sync")

# Counted among the jobs, since it is one to whoever watches a worker.
NAME = "channel.poll"


def polled(channel: Channel, hold: Hold) -> Quiet | None:
    """What is to be noted of a poll that found nothing. Errors end here: they are noted on the channel."""
    started, outcome = monotonic(), "failed"
    try:
        with correlated(f"poll-{new_correlation()}"), held(hold), within(channel.account_id):
            quiet = poll(channel)
        outcome = "done"
    except Exception:
        log.exception("channel %s could not be polled", channel.pk)
        return None
    else:
        return quiet
    finally:
        JOBS.labels(NAME, outcome).inc()
        JOB_TIME.labels(NAME).observe(monotonic() - started)
