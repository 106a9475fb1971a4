"""`guichet mail`."""

import asyncio
import ssl
from functools import partial
from pathlib import Path

import click

from guichet.cli.listen import listen_option
from guichet.config.environment import read_environment
from guichet.config.postgres.role import process_behind_wall
from guichet.config.starting import ready
from guichet.telemetry.pulse import Pulse


@click.command("mail")
@click.option(
    "--tls-cert", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Certificate chain."
)
@click.option(
    "--tls-key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its private key."
)
@listen_option
def command(tls_cert: Path | None, tls_key: Path | None, metrics_listen: tuple[str, int] | None) -> None:
    """The mail part: receives by SMTP at GUICHET_SMTP_LISTEN; run it behind your mail server or alone."""
    environment = read_environment()
    if environment.mail_domain is None:
        raise click.ClickException("Set GUICHET_MAIL_DOMAIN to the domain of the inbound addresses first.")
    tls = _context(tls_cert, tls_key)
    host, port = environment.smtp_listen
    with ready(), process_behind_wall():
        from guichet.cli.receiving import run_receiver
        from guichet.config.health import part_trouble
        from guichet.config.metrics.listener import listening

        pulse = Pulse()
        try:
            with listening(metrics_listen, partial(part_trouble, pulse)):
                asyncio.run(run_receiver(host, port, tls, lambda found: _say(host, found), pulse))
        except OSError as error:
            raise click.ClickException(
                f"GUICHET_SMTP_LISTEN={host}:{port} cannot be listened on ({error.strerror}); choose another."
            ) from error


def _say(host: str, port: int) -> None:
    click.echo(f"Guichet receives mail at {host}:{port}.", err=True)


def _context(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context
