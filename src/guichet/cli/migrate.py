"""`guichet migrate`."""

import click
import django

from guichet.config.schema_age import unknown_migrations
from guichet.config.starting import applied_migrations, database, migrate
from guichet.config.unfinished import database_must_be_finished


@click.command("migrate")
def command() -> None:
    """Bring the database up to date; serve and demo do it by themselves.

    Names each migration that it applied. Several machines may run it at once: one works, the others wait.
    """
    with database():
        django.setup()
        database_must_be_finished()
        _must_not_be_newer()
        applied = migrate(told=click.echo)
        for name in applied:
            click.echo(f"Applied {name}.")
        click.echo("The database is up to date." if applied else "Nothing to do: the database is up to date.")


def _must_not_be_newer() -> None:
    if unknown := unknown_migrations(applied_migrations()):
        raise click.ClickException(
            f"the database was brought up to date by a newer Guichet ({unknown[-1]}); install that version "
            f"here. "
            "This one may go on running meanwhile."
        )
