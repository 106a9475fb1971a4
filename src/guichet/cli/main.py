"""`guichet`: finds the command, and turns errors into one sentence."""

import os
import sys
from importlib import import_module

import click

from guichet.config.environment import BadEnvironmentError
from guichet.config.orphans import end_with_parent

COMMANDS = {
    "audit": "Prove that nobody changed the record of who did what, and export it.",
    "backup": "Write database, attachments and keys into one encrypted file.",
    "bootstrap": "Make the first account, store, owner and API token.",
    "demo": "Everything on one machine, with rehearsal marketplaces and a sample seller.",
    "drill": "Prove that the newest backup can be restored.",
    "doctor": "Check the installation and say what to mend.",
    "invoices": "Set how a store invoices.",
    "mail": "The mail part alone.",
    "migrate": "Bring the database up to date.",
    "reconcile": "Compare a channel with its marketplace, and take in what is missing.",
    "replay": "Parse again what could not be read.",
    "restore": "Bring a backup back into an empty installation.",
    "schema": "Print the GraphQL schema.",
    "set-password": "Set a person's password.",
    "serve": "Everything on one machine: database, web, worker, mail.",
    "web": "The web part alone.",
    "worker": "The worker part alone.",
}


class Commands(click.Group):
    """Loads a command's module only when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of `guichet.cli.<name>`."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"guichet.cli.{cmd_name.replace('-', '_')}").command
        return found


@click.command(cls=Commands)
@click.version_option(package_name="guichet")
def guichet() -> None:
    """One counter for the conversations of a marketplace seller's customers."""


def main() -> None:
    """Run the command line: errors go to stderr in one sentence with exit 1, wrong usage with 2."""
    if supervisor := os.environ.get("GUICHET_SUPERVISED"):
        end_with_parent(int(supervisor))
    try:
        guichet.main(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(1)
    except click.ClickException as error:
        _fail(error.format_message())
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        _fail(sentence)


def _fail(sentence: str) -> None:
    click.echo(f"guichet: {sentence}", err=True)
    sys.exit(1)


def _sentence(error: Exception) -> str | None:
    """The sentence of an error that a person can act on; None for an error of ours."""
    from django.db.utils import OperationalError

    from guichet.config.embedded.programs import ProgramError
    from guichet.config.family import PartKeepsDyingError

    if isinstance(error, (BadEnvironmentError, ProgramError, PartKeepsDyingError)):
        return str(error)
    if isinstance(error, OperationalError):
        return f"The database does not answer: {str(error).strip().splitlines()[0]}"
    return _refusal(error)


def _refusal(error: Exception) -> str | None:
    """Refusals of actions; their module needs Django, which may not be set up when something fails early."""
    if type(error).__name__ != "RefusalError":
        return None
    return str(error)
