"""What was set aside on a channel."""

from uuid import UUID

from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Unreadable

SHOWN = 50


def unreadables_of(viewer: Viewer, channel_id: UUID) -> list[Unreadable]:
    """The newest payloads that could not be read; RefusalError NOT_FOUND for a channel not to be seen."""
    channel = channel_of(viewer, channel_id)
    return list(Unreadable.objects.filter(channel=channel).order_by("-seen_at")[:SHOWN])
