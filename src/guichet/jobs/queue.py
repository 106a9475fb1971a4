"""The queue keeps itself small."""

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

# Failed jobs stay this long for whoever looks into them; rows hold the state, so nothing is lost with them.
KEPT_HOURS = 72


@app.periodic(cron="17 4 * * *")
@app.task(name="queue.prune", queueing_lock="queue.prune", pass_context=True)
async def prune(context: JobContext, timestamp: int) -> None:
    """Remove what ended long ago."""
    await builtin_tasks.remove_old_jobs(
        context, max_hours=KEPT_HOURS, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )
