"""`guichet bootstrap`."""

import json

import click

from guichet.accounts.origin import COMMAND_LINE, origin
from guichet.config.starting import ready


@click.command("bootstrap")
@click.option("--account", required=True, help="The seller's company.")
@click.option("--store", required=True, help="Its first store.")
@click.option("--email", required=True, help="The owner's e-mail address.")
@click.option("--password", required=True, help="The owner's password, used only when the person is new.")
def command(account: str, store: str, email: str, password: str) -> None:
    """Make the first account, store, owner and API token if missing.

    Prints {"accountId", "storeId", "token"} as one JSON line. Running it again changes nothing and issues a
    fresh token.
    """
    with ready(), origin(COMMAND_LINE):
        from guichet.accounts.actions.bootstrap import bootstrap
        from guichet.api.ids import Kind, global_id

        made = bootstrap(account, store, email, password)
        line = {
            "accountId": f"acc_{made.account_id.hex}",
            "storeId": global_id(Kind.STORE, made.store_id),
            "token": made.token,
        }
        click.echo(json.dumps(line))
