"""`guichet reconcile`."""

from datetime import timedelta
from uuid import UUID

import click

from guichet.config.starting import ready


@click.command("reconcile")
@click.argument("channel")
@click.option("--days", default=3, show_default=True, type=click.IntRange(1, 365), help="How far back.")
def command(channel: str, days: int) -> None:
    """Compare CHANNEL (its id, as its page and the API show it) with its marketplace.

    Takes in what is missing and says what only Guichet holds; exits with 1 when the marketplace could not be
    read to the end.
    """
    with ready():
        from guichet.accounts.scope import everywhere
        from guichet.inbox.models import Reconciliation
        from guichet.sync.reconcile import reconcile

        with everywhere("the machine's owner names a channel"):
            found: Reconciliation = reconcile(_key(channel), timedelta(days=days))
    click.echo(
        f"{found.discussions} discussions and {found.messages} messages since {found.since:%Y-%m-%d %H:%M} "
        f"UTC: {found.mended} were missing and are here now, {len(found.surplus)} are only here."
    )
    for message_id in found.surplus:
        click.echo(f"only here: message {message_id}")
    if found.trouble:
        raise click.ClickException(found.trouble)


def _key(channel: str) -> UUID:
    text = channel.removeprefix("cha_")
    try:
        return UUID(text)
    except ValueError:
        raise click.BadParameter("Give the channel's id, such as cha_018f….", param_hint="CHANNEL") from None
