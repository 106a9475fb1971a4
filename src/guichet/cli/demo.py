"""`guichet demo`."""

import os
import socket
import tempfile
import threading
from pathlib import Path

import click

from guichet.cli.rehearsal.marketplaces import Rehearsal, rehearsals
from guichet.cli.rehearsal.story import Story
from guichet.cli.serve import run_parts
from guichet.config.environment import read_environment
from guichet.config.starting import ready

SYNC_SECONDS = "5"
MAIL_DOMAIN = "in.atelier-lumen.example"
# The rehearsal plays our own mail server too, which checks senders and notes the result on each mail.
AUTHSERV_ID = "mx.rehearsal.example"


@click.command("demo")
@click.option("--port", default=0, help="Port to listen on; a free one by default.")
def command(port: int) -> None:
    """Everything on one machine, with rehearsal marketplaces and a sample seller; gone when it ends."""
    with tempfile.TemporaryDirectory(prefix="guichet-demo-", ignore_cleanup_errors=True) as folder:
        chosen, smtp = port or _free_port(), f"127.0.0.1:{_free_port()}"
        _settle_in(Path(folder), chosen, smtp)
        with rehearsals(smtp) as running:
            _send_by(running)
            with ready():
                _open(running, chosen, folder)


def _settle_in(folder: Path, port: int, smtp: str) -> None:
    """The demo has a data folder of its own and may call its marketplaces on this machine."""
    for name in [name for name in os.environ if name.startswith("GUICHET_")]:
        del os.environ[name]
    os.environ["GUICHET_DATA_DIR"] = str(folder)
    os.environ["GUICHET_BASE_URL"] = f"http://localhost:{port}"
    os.environ["GUICHET_ALLOW_PRIVATE_HOSTS"] = "1"
    os.environ["GUICHET_SYNC_INTERVAL"] = SYNC_SECONDS
    os.environ["GUICHET_MAIL_DOMAIN"] = MAIL_DOMAIN
    os.environ["GUICHET_MAIL_AUTHSERV_ID"] = AUTHSERV_ID
    os.environ["GUICHET_SMTP_LISTEN"] = smtp


def _send_by(running: list[Rehearsal]) -> None:
    """Answers by mail go to the marketplace that takes mail, and to nobody else."""
    os.environ["GUICHET_SMTP_URL"] = next(rehearsal.smtp_url for rehearsal in running if rehearsal.smtp_url)


def _open(running: list[Rehearsal], port: int, folder: str) -> None:
    from guichet.cli.rehearsal.seller import sample_seller

    seller = sample_seller(running)
    url = f"http://localhost:{port}"
    for rehearsal in running:
        if rehearsal.smtp_url:
            rehearsal.receive_at(seller.inbound)
    click.echo(f"\n  Guichet is open at {url}\n  Sign in as {seller.email} with: {seller.password}")
    click.echo(f"  API: {url}/graphql with the token {seller.token}")
    click.echo(f"  Its data folder (GUICHET_DATA_DIR) is {folder}")
    for rehearsal in running:
        played = ", ".join(role.marketplace for role in rehearsal.roles)
        click.echo(f"  {played}: rehearsed at {rehearsal.url}/_sandbox/")
    click.echo("  Ctrl-C ends it and leaves nothing behind.\n")
    story = Story(f"http://127.0.0.1:{port}", seller.token, click.echo)
    threading.Thread(target=story.play, name="story", daemon=True).start()
    run_parts([["web", "--port", str(port)], ["worker"], ["mail"]], read_environment())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
