"""`guichet schema`."""

import os

import click
import django


@click.command("schema")
def command() -> None:
    """Print the GraphQL schema; needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")
    django.setup()
    from guichet.api.schema import print_sdl

    click.echo(print_sdl(), nl=False)
