"""`guichet migrate`."""

import click

from guichet.config.starting import ready


@click.command("migrate")
def command() -> None:
    """Bring the database up to date; serve and demo do it by themselves."""
    with ready():
        click.echo("The database is up to date.")
