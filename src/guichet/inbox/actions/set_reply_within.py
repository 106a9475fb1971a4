"""Gives a channel the seller's own time to answer."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.deadlines import set_due
from guichet.inbox.ingest.ingest import lock_channel
from guichet.platforms.catalogue import marketplace
from guichet.platforms.deadlines import limit_of

MAX_HOURS = 720
FIELD = "replyWithinHours"


def set_reply_within(viewer: Viewer, channel_id: UUID, hours: int | None) -> Channel:
    """Count the deadlines of a channel by this many hours, where they are earlier than the marketplace's.

    None takes the own time away. All waiting discussions have their new deadline when this returns.
    RefusalError FORBIDDEN, NOT_FOUND, and INVALID for what `check_reply_within` refuses.
    """
    channel = check_reply_within(viewer, channel_id, hours)
    with transaction.atomic():
        lock_channel(channel.pk)
        within = None if hours is None else timedelta(hours=hours)
        Channel.objects.filter(id=channel.pk).update(reply_within=within)
        set_due(channel)
        was = channel.reply_within
        before = {"hours": None if was is None else was / timedelta(hours=1)}
        record(viewer, "channel.set_reply_within", "channel", channel.pk, before, {"hours": hours})
    return channel_of(viewer, channel_id)


def check_reply_within(viewer: Viewer, channel_id: UUID, hours: int | None) -> Channel:
    """The channel, when these hours may be its own time.

    RefusalError INVALID for hours outside 1 to MAX_HOURS, and for more than the marketplace gives.
    """
    viewer.must_manage()
    channel = channel_of(viewer, channel_id)
    if hours is None:
        return channel
    if not 1 <= hours <= MAX_HOURS:
        text = _("Give between 1 and %(most)s hours to answer in.") % {"most": MAX_HOURS}
        raise refuse(ErrorCode.INVALID, text, FIELD)
    limit = limit_of(channel.marketplace)
    if limit is not None and limit.longest is not None and hours > limit.longest:
        text = _("%(marketplace)s gives %(longest)s hours to answer in; choose %(longest)s or fewer.") % {
            "marketplace": _name(channel),
            "longest": limit.longest,
        }
        raise refuse(ErrorCode.INVALID, text, FIELD)
    return channel


def _name(channel: Channel) -> str:
    entry = marketplace(channel.marketplace)
    return entry.name if entry else channel.marketplace
