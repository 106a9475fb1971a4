"""`guichet mail`."""

import asyncio
import ssl
from pathlib import Path

import click

from guichet.config.environment import read_environment
from guichet.config.starting import ready


@click.command("mail")
@click.option(
    "--tls-cert", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Certificate chain."
)
@click.option(
    "--tls-key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its private key."
)
def command(tls_cert: Path | None, tls_key: Path | None) -> None:
    """The mail part: receives by SMTP at GUICHET_SMTP_LISTEN; run it behind your mail server or alone."""
    environment = read_environment()
    if environment.mail_domain is None:
        raise click.ClickException("Set GUICHET_MAIL_DOMAIN to the domain of the inbound addresses first.")
    tls = _context(tls_cert, tls_key)
    host, port = environment.smtp_listen
    with ready():
        from guichet.cli.receiving import run_receiver

        try:
            asyncio.run(run_receiver(host, port, tls, lambda found: _say(host, found)))
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
