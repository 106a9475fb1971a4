"""Reads the whole of one discussion, now."""

from uuid import UUID

from django.utils import timezone

from guichet.inbox.models import Discussion
from guichet.platforms.errors import NeedsOwner, Refused
from guichet.platforms.port import Connector
from guichet.sync.connecting import connector_of
from guichet.sync.health import block
from guichet.sync.pages import take_in


def read_discussion(discussion_id: UUID) -> None:
    """Resynchronise one discussion for the person who asked; Busy goes up so that the job tries again."""
    discussion = Discussion.objects.select_related("channel").filter(id=discussion_id).first()
    if discussion is None or not discussion.channel.is_enabled:
        return
    try:
        read_thread(discussion, connector_of(discussion.channel))
    except NeedsOwner as error:
        block(discussion.channel, error.why)
    except Refused:
        Discussion.objects.filter(id=discussion.pk).update(last_sync_at=timezone.now())


def read_thread(discussion: Discussion, connector: Connector) -> None:
    """Ingest the thread as it is at the marketplace at this moment; the connector's errors go up."""
    page = connector.thread(discussion.marketplace_discussion_id)
    take_in(discussion.channel, connector, page.body)
