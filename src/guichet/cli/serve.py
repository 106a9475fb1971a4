"""`guichet serve`."""

import signal

import click

from guichet.config.environment import read_environment
from guichet.config.family import Family
from guichet.config.starting import ready


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--web-workers", default=1, show_default=True, help="Web processes.")
def command(host: str, port: int, web_workers: int) -> None:
    """Everything on one machine: database, web, worker, and mail where GUICHET_MAIL_DOMAIN is set.

    Ends cleanly on SIGTERM or Ctrl-C.
    """
    with ready():
        web = ["web", "--host", host, "--port", str(port), "--workers", str(web_workers)]
        mail = [["mail"]] if read_environment().mail_domain else []
        run_family(Family([web, ["worker"], *mail]))


def run_family(family: Family) -> None:
    """Watch the children until a signal asks for the end, and end them whatever happens."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, family.ask_to_end)
    try:
        family.watch()
    finally:
        family.end()
