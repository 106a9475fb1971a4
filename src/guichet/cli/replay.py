"""`guichet replay`."""

from uuid import UUID

import click

from guichet.config.starting import ready


@click.command("replay")
@click.argument("channel", required=False)
def command(channel: str | None) -> None:
    """Parse again what could not be read: of CHANNEL (its id), or of all channels."""
    with ready():
        from guichet.accounts.models import Channel
        from guichet.sync.replay import replay

        channels = Channel.objects.filter(unreadable_count__gt=0)
        if channel is not None:
            channels = channels.filter(id=_uuid(channel))
        done = replay(channels)
        click.echo(f"{done.read} read, {done.still_unreadable} still unreadable.")


def _uuid(text: str) -> UUID:
    from guichet.api.ids import Kind, key_of

    found = key_of(Kind.CHANNEL, text)
    if found is None:
        raise click.BadParameter(
            "this is not the id of a channel; copy it from the API or the channel's page."
        )
    return found
