"""Runs jobs that wait and polls that are due, as a worker would, in this process: behind the wall too."""

from django.db import connection
from procrastinate.contrib.django import app

from guichet.accounts.scope import everywhere
from guichet.config.postgres.role import process_behind_wall
from guichet.sync.hold import Hold
from guichet.sync.poll import polled
from guichet.sync.quiet import note_quiet
from guichet.sync.take import take_due

DUE = """
SELECT EXISTS (
    SELECT 1 FROM procrastinate_jobs
    WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now())
"""


def run_jobs() -> None:
    """Work until no job is due, those that other jobs wake included; needs committed rows."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with process_behind_wall(), app.replace_connector(connector) as worker:
        while _is_due():
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=4)


def _is_due() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(DUE)
        (due,) = cursor.fetchone()
        return bool(due)


def poll_due(many: int = 12) -> int:
    """One round of polls, one after the other; how many channels were due."""
    with process_behind_wall(), everywhere("what is due"):
        taken = take_due(many, {})
        ended = [polled(channel, Hold(channel)) for channel in taken]
        note_quiet([quiet for quiet in ended if quiet is not None])
    return len(taken)
