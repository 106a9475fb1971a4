"""Runs the jobs that wait, as a worker would, in this process: behind the wall between accounts too."""

from django.db import connection
from procrastinate.contrib.django import app

from guichet.config.postgres.role import process_behind_wall

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
