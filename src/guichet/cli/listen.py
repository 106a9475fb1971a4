"""The option of parts that have no web server of their own."""

import os

import click

from guichet.config.family import SUPERVISED

VARIABLE = "GUICHET_METRICS_LISTEN"


def _address(context: click.Context, parameter: click.Parameter, text: str | None) -> tuple[str, int] | None:
    """Beneath `guichet serve` only a given option counts: its parts would fight for the variable's port."""
    given = text or (None if SUPERVISED in os.environ else os.environ.get(VARIABLE) or None)
    if given is None:
        return None
    host, _, port = given.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.BadParameter(f"{given} must be an address and a port: 127.0.0.1:9464.")
    return host.strip("[]"), int(port)


listen_option = click.option(
    "--metrics-listen",
    callback=_address,
    help=f"Answer /health and /metrics here, as 127.0.0.1:9464 ({VARIABLE}).",
)
