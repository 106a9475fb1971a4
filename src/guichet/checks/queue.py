"""Whether somebody works, and keeps up."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from guichet.checks.finding import Finding, advise, fine, mend
from guichet.checks.queue_figures import Queue, queue_now

UNATTENDED_SECONDS = 120
LATE_SECONDS = 600
# The sweep buries the jobs of dead workers within half a minute; an hour is longer than any of ours runs.
STUCK = """
SELECT count(*) FROM procrastinate_jobs job WHERE status = 'doing' AND NOT EXISTS (
    SELECT FROM procrastinate_events e WHERE e.job_id = job.id AND e.type = 'started'
        AND e.at > now() - interval '1 hour')
"""
FAILED = """
SELECT count(DISTINCT job_id) FROM procrastinate_events
WHERE type = 'failed' AND at > now() - interval '1 day'
"""


def check_queue() -> Iterator[Finding]:
    """Workers, what waits for them, what hangs and what failed."""
    queue = queue_now()
    yield from _kept_up(queue)
    stuck, failed = _count(STUCK), _count(FAILED)
    if stuck:
        says = _("%(count)s jobs have been running for more than an hour: restart the workers.")
        yield mend("queue", says % {"count": stuck})
    if failed:
        says = _("%(count)s jobs failed within a day: look for ERROR in the log of the worker.")
        yield advise("queue", says % {"count": failed})


def _kept_up(queue: Queue) -> Iterator[Finding]:
    found = {"count": queue.depth, "minutes": round(queue.age / 60), "workers": queue.workers}
    if not queue.workers and queue.age > UNATTENDED_SECONDS:
        says = _(
            "No worker runs, and %(count)s jobs have waited for up to %(minutes)s min: "
            "start `guichet worker`."
        )
        yield mend("queue", says % found)
    elif not queue.workers:
        yield advise("queue", _("No worker runs at the moment; `guichet serve` starts one."))
    elif queue.age > LATE_SECONDS:
        says = _("Jobs wait for up to %(minutes)s min: start more workers.")
        yield mend("queue", says % found)
    else:
        yield fine("queue", _("Workers: %(workers)s. Waiting jobs: %(count)s.") % found)


def _count(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        (many,) = cursor.fetchone()
    return int(many)
