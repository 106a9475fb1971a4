"""Reads in whole what is longer than the pages of a marketplace give."""

from django.db.models import F

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from guichet.platforms.errors import Refused
from guichet.platforms.port import Connector
from guichet.sync.due import renew
from guichet.sync.pages import take_in


def complete_threads(channel: Channel, connector: Connector) -> bool:
    """Read what the rows say is incomplete, so that nothing is forgotten; whether there was any.

    The connector's errors go up.
    """
    longer = Discussion.objects.filter(
        channel=channel, marketplace_message_count__gt=F("message_count")
    ).values_list("marketplace_discussion_id", flat=True)
    found = list(longer)
    for thread_id in found:
        renew(channel)
        try:
            page = connector.thread(thread_id)
        except Refused:
            _accept_length(channel, thread_id)
        else:
            take_in(channel, connector, page.body)
            _accept_length(channel, thread_id)
    return bool(found)


def _accept_length(channel: Channel, thread_id: str) -> None:
    """The marketplace gave all it has: a count that still differs is its own, and not asked for again."""
    row = Discussion.objects.filter(channel=channel, marketplace_discussion_id=thread_id)
    row.update(marketplace_message_count=F("message_count"))
