"""`guichet worker`."""

import asyncio

import click

from guichet.config.starting import ready


@click.command("worker")
@click.option("--concurrency", default=12, show_default=True, help="Jobs at once.")
def command(concurrency: int) -> None:
    """The worker part: synchronises channels, sends replies, fetches files. Run any number of it."""
    with ready():
        from guichet.jobs.worker import run_worker

        asyncio.run(run_worker(concurrency))
