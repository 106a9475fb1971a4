"""Runs jobs, and polls what is due, until it is asked to end."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any, TypeAlias

import psycopg
from django.db import Error as DatabaseError
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from psycopg import AsyncConnection

from guichet.jobs.watch import watched
from guichet.sync.rounds import Rounds
from guichet.telemetry.pulse import Pulse

Settle: TypeAlias = Callable[[AsyncConnection[Any]], Awaitable[None]]

# `guichet serve` kills after 7 s; a job that is cut leaves its row behind, and the sweep finds it.
END_SECONDS = 5.0
# A worker silent for four beats is dead to the sweep (`guichet.sync.sweep.DEAD_AFTER`).
HEARTBEAT_SECONDS = 5.0
# Between two looks for a database that is away.
AGAIN_SECONDS = 1.0

log = logging.getLogger("guichet.jobs")


async def run_worker(concurrency: int, pulse: Pulse, settle: Settle | None = None) -> None:
    """Run jobs, `concurrency` at once, and as many polls, until SIGTERM or SIGINT; then all get a moment.

    The event loop's own executor has fewer threads than there are jobs (CPUs + 4); it gets one of our size:
    measured, 20 one-second jobs took 4.0 s on 6 threads and 1.1 s on 20. `settle` is done to each connection
    of the queue's own. A database that is away, or whose disk is full, is waited for.
    """
    loop = asyncio.get_running_loop()
    executor = ThreadPoolExecutor(concurrency + 2, thread_name_prefix="job")
    loop.set_default_executor(executor)
    beating = loop.create_task(pulse.run())
    ending = asyncio.Event()
    with _polling(concurrency) as rounds:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _all, ending.set, rounds.end)
        while not ending.is_set():
            await _until(ending, loop.create_task(_work(concurrency, settle)))
            if not ending.is_set():
                await asyncio.sleep(AGAIN_SECONDS)
    beating.cancel()


@contextmanager
def _polling(threads: int) -> Iterator[Rounds]:
    """Poll what is due beside the jobs, in threads of its own, as many as there are jobs at once."""
    rounds = Rounds(threads)
    thread = Thread(target=rounds.run, args=[END_SECONDS], name="rounds")
    thread.start()
    try:
        yield rounds
    finally:
        rounds.end()
        thread.join()


def _all(*acts: Callable[[], None]) -> None:
    for act in acts:
        act()


async def _until(ending: asyncio.Event, work: "asyncio.Task[None]") -> None:
    """Let it work until it ends, or is asked to."""
    asked = asyncio.create_task(ending.wait())
    await asyncio.wait({work, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if not work.done():
        work.cancel()
    with suppress(asyncio.CancelledError):
        await work


async def _work(concurrency: int, settle: Settle | None) -> None:
    """Take jobs until cancelled, or until the database fails: then procrastinate's worker ends, or raises.

    What ran meanwhile is a dead worker's: the sweep finds it.
    """
    connector = PsycopgConnector(kwargs=connector_params(), configure=settle)
    with app.replace_connector(connector) as worker_app:
        try:
            async with worker_app.open_async():
                await worker_app.run_worker_async(
                    concurrency=concurrency,
                    fetch_job_polling_interval=2.0,
                    shutdown_graceful_timeout=END_SECONDS,
                    delete_jobs="successful",
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    worker_middleware=[watched],
                    install_signal_handlers=False,
                )
        except (ConnectorException, DatabaseError, psycopg.Error):
            log.exception("the queue cannot be read; trying again")
