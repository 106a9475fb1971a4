"""Counts every job and gives all that it causes one id in the log."""

import logging
from time import monotonic
from typing import Any

from procrastinate import JobContext
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from guichet.telemetry.correlation import begin, new_correlation
from guichet.telemetry.counters import JOB_TIME, JOBS

log = logging.getLogger("guichet.jobs")


async def watched(call_next: AsyncCallNext, context: JobContext, worker: Worker) -> Any:
    """A middleware of procrastinate's worker.

    The id is the job's with a part of its own for each run, so that retries of one job stand together and yet
    apart: `4711-9f2c61d0`. Jobs are given ids alone, and so may be written down.
    """
    job = context.job
    begin(f"{job.id}-{new_correlation()[:8]}")
    log.debug("job %s begins: %s", job.task_name, dict(job.task_kwargs))
    started, outcome = monotonic(), "failed"
    try:
        result = await call_next()
        outcome = "done"
    finally:
        seconds = monotonic() - started
        JOBS.labels(job.task_name, outcome).inc()
        JOB_TIME.labels(job.task_name).observe(seconds)
        log.debug("job %s %s after %d ms", job.task_name, outcome, round(seconds * 1000))
    return result
