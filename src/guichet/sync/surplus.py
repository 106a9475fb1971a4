"""Which messages are here although their marketplace does not show them."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Delivery, Message
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform

# At its edges a window is read unevenly: clocks differ, and people write while it is read.
EDGE = timedelta(hours=1)
AT_MOST = 100
# A reply of ours that is under way, or of which the marketplace has said nothing yet, is no surplus.
UNDER_WAY = (Delivery.QUEUED, Delivery.SENDING, Delivery.CHECKING, Delivery.FAILED)


def surplus(
    channel: Channel, since: datetime, threads: Mapping[str, bool], messages: Collection[str]
) -> list[UUID]:
    """Messages of the window, oldest first and at most 100, that the marketplace does not show.

    `threads` says of each discussion that it showed whether it showed the whole of it: where it did not, the
    rest of the messages may be there.
    """
    settled = timezone.now() - max(manifest_of(Platform(channel.platform)).settles_within, EDGE)
    rows = Message.objects.filter(
        discussion__channel=channel, sent_at__gte=since + EDGE, sent_at__lt=settled,
        marketplace_message_id__isnull=False,
    )  # fmt: skip
    found = rows.exclude(delivery__in=UNDER_WAY).order_by("sent_at", "id")
    columns = found.values_list("id", "marketplace_message_id", "discussion__marketplace_discussion_id")
    return [key for key, id_there, thread in columns if _is_extra(id_there, thread, threads, messages)][
        :AT_MOST
    ]


def _is_extra(
    id_there: str | None, thread: str, threads: Mapping[str, bool], messages: Collection[str]
) -> bool:
    return id_there not in messages and threads.get(thread, True)
