"""`guichet serve`."""

import signal
from collections.abc import Callable, Sequence

import click

from guichet.config.embedded import EmbeddedPostgres, Keeper
from guichet.config.environment import Environment, read_environment
from guichet.config.family import Family
from guichet.config.metrics.exposition import SHARED_FOLDER
from guichet.config.metrics.folder import shared_folder
from guichet.config.starting import ready


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--web-workers", default=1, show_default=True, help="Web processes.")
def command(host: str, port: int, web_workers: int) -> None:
    """Everything on one machine: database, web, worker, and mail where GUICHET_MAIL_DOMAIN is set.

    Ends cleanly on SIGTERM or Ctrl-C.
    """
    environment = read_environment()
    with ready():
        web = ["web", "--host", host, "--port", str(port), "--workers", str(web_workers)]
        mail = [["mail"]] if environment.mail_domain else []
        run_parts([web, ["worker"], *mail], environment, _keeper(environment))


def run_parts(
    parts: Sequence[Sequence[str]], environment: Environment, beside: Callable[[], None] = lambda: None
) -> None:
    """Run parts as children that count into one folder: the web part's `/metrics` shows all of them."""
    with shared_folder(environment.data_dir) as folder:
        run_family(Family(parts, {SHARED_FOLDER: str(folder)}), beside)


def _keeper(environment: Environment) -> Callable[[], None]:
    """Somebody's own database is looked after by somebody else."""
    if environment.database_url is not None:
        return lambda: None
    return Keeper(EmbeddedPostgres(environment.data_dir))


def run_family(family: Family, beside: Callable[[], None]) -> None:
    """Watch the children until a signal asks for the end, and end them whatever happens."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, family.ask_to_end)
    try:
        family.watch(beside)
    finally:
        family.end()
