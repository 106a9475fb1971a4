"""`guichet set-password`."""

import sys

import click

from guichet.config.starting import ready


@click.command("set-password")
@click.option("--email", required=True, help="Whose password.")
def command(email: str) -> None:
    """Set a person's password, asked for or read from standard input; their sessions end.

    For who forgot it where Guichet sends no mail. A second step, if there is one, stays.
    """
    new = _asked()
    with ready():
        from guichet.accounts.actions.reset_password import set_password
        from guichet.accounts.models import Person

        person = Person.objects.filter(email=email.strip().lower()).first()
        if person is None:
            raise click.ClickException(f"Nobody has the address {email}.")
        set_password(person, new)
        click.echo(f"The password of {person.email} is set.")


def _asked() -> str:
    if sys.stdin.isatty():
        typed: str = click.prompt("New password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
