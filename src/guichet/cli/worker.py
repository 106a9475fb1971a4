"""`guichet worker`."""

import asyncio
from functools import partial

import click

from guichet.cli.listen import listen_option
from guichet.config.postgres.role import process_behind_wall
from guichet.config.starting import ready
from guichet.telemetry.pulse import Pulse


@click.command("worker")
@click.option("--concurrency", default=12, show_default=True, help="Jobs at once, and as many polls.")
@listen_option
def command(concurrency: int, metrics_listen: tuple[str, int] | None) -> None:
    """The worker part: synchronises channels, sends replies, fetches files. Run any number of it."""
    with ready(), process_behind_wall():
        from guichet.config.health import part_trouble
        from guichet.config.metrics.listener import listening
        from guichet.config.postgres.queue import take_role
        from guichet.jobs.worker import run_worker

        pulse = Pulse()
        with listening(metrics_listen, partial(part_trouble, pulse)):
            asyncio.run(run_worker(concurrency, pulse, take_role))
