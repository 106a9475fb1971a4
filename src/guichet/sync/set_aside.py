"""What could not be parsed is kept, counted and shown; nothing is lost."""

from collections.abc import Iterable
from hashlib import sha256

from guichet.accounts.models import Channel
from guichet.inbox.models import Unreadable
from guichet.platforms.port import SetAside


def set_aside(channel: Channel, parts: Iterable[SetAside]) -> None:
    """Keep each payload once, and count them on the channel; called inside a page's transaction."""
    rows = [_row(channel, part) for part in parts]
    if not rows:
        return
    Unreadable.objects.bulk_create(rows, ignore_conflicts=True)
    recount(channel)


def recount(channel: Channel) -> None:
    """Put the number of payloads that are set aside on the channel, where people see it."""
    count = Unreadable.objects.filter(channel=channel).count()
    Channel.objects.filter(id=channel.pk).update(unreadable_count=count)


def _row(channel: Channel, part: SetAside) -> Unreadable:
    return Unreadable(
        account_id=channel.account_id,
        channel=channel,
        body=part.raw,
        digest=sha256(part.raw).digest(),
        why=part.why[:1000],
    )
