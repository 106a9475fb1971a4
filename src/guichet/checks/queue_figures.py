"""How the queue fares, in two cheap queries (procrastinate's tables hold no account's words)."""

from dataclasses import dataclass

from django.db import connection

# The oldest of a job's rows that may run now: since it was to run, or since it was asked for.
WAITING = """
WITH waiting AS (
    SELECT task_name, count(*) AS many, min(id) AS oldest FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) GROUP BY task_name
)
SELECT waiting.task_name, waiting.many, EXTRACT(EPOCH FROM now() - COALESCE(
    job.scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = waiting.oldest), now()))
FROM waiting JOIN procrastinate_jobs job ON job.id = waiting.oldest ORDER BY waiting.task_name
"""
RUNNING = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
# A worker beats every 5 seconds; one that missed several is dead, as for the sweep.
WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '20 seconds'"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The jobs of one kind that could run now; `age` is the oldest one's, in seconds."""

    job: str
    count: int
    age: float


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue at one moment."""

    waiting: tuple[Waiting, ...]
    running: int
    workers: int

    @property
    def depth(self) -> int:
        """All jobs that could run now."""
        return sum(one.count for one in self.waiting)

    @property
    def age(self) -> float:
        """Seconds that the oldest has waited."""
        return max((one.age for one in self.waiting), default=0.0)


def queue_now() -> Queue:
    """What waits, what runs, and who is there to run it."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        waiting = tuple(Waiting(job, many, max(0.0, float(age))) for job, many, age in cursor.fetchall())
        cursor.execute(RUNNING)
        (running,) = cursor.fetchone()
        cursor.execute(WORKERS)
        (workers,) = cursor.fetchone()
    return Queue(waiting, running, workers)
