"""`guichet web`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from guichet.config.environment import read_environment
from guichet.config.metrics.exposition import SHARED_FOLDER
from guichet.config.metrics.folder import shared_folder
from guichet.config.starting import database
from guichet.inbox.own_address import PORT

# A request waits for the database about as long as it computes; more threads only fight for the lock.
THREADS = 2 * (os.cpu_count() or 1) + 1


@click.command("web")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Processes.")
def command(host: str, port: int, workers: int) -> None:
    """The web part: pages and GraphQL. It holds no state; run any number of it."""
    os.environ |= {PORT: str(port), "GUICHET_WEB_PARENT": str(os.getpid())}
    with database(), _counting_together(workers):
        server = Server(
            "guichet.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            websockets=False,
            log_level=LogLevels.warning,
        )
        server.serve()


@contextmanager
def _counting_together(workers: int) -> Iterator[None]:
    """Several processes behind one port show their counts as one; beneath `guichet serve` they do already."""
    if workers == 1 or SHARED_FOLDER in os.environ:
        yield
        return
    with shared_folder(read_environment().data_dir) as folder:
        os.environ[SHARED_FOLDER] = str(folder)
        yield
