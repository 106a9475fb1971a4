"""Importing what was said before, and stopping it, as a person asks."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Channel, ChannelHealth
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.outbox import wake_import
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform

# A year and a little, so that "twelve months ago" is never a day too early.
FURTHEST = timedelta(days=367)


def stop_import(viewer: Viewer, channel_id: UUID) -> Channel:
    """Import no further: what was read stays, new messages go on. RefusalError CONFLICT when none runs."""
    viewer.must_manage()
    channel = channel_of(viewer, channel_id)
    with transaction.atomic():
        stopped = Channel.objects.filter(id=channel.pk, backfill_done_at=None).update(
            backfill_done_at=timezone.now(),
            backfill_since=Coalesce(F("backfill_reached"), F("created_at")),
            backfill_cursor="",
            backfill_next_at=None,
            backfill_trouble="",
        )
        if not stopped:
            raise refuse(ErrorCode.CONFLICT, _("No import is running here any more."), "channelId")
        asked = {"since": channel.backfill_since, "reached": channel.backfill_reached}
        record(viewer, "channel.stop_import", "channel", channel.pk, asked)
    return channel_of(viewer, channel_id)


def import_further_back(viewer: Viewer, channel_id: UUID, since: datetime) -> Channel:
    """Import what was said since `since`, at most twelve months ago, beside what is new.

    RefusalError: UNSUPPORTED where messages come by mail, INVALID for a moment too early or in the future,
    CONFLICT while an import runs, while the channel is off or stopped, or when so much is here already.
    """
    viewer.must_manage()
    channel = channel_of(viewer, channel_id)
    _must_be_possible(channel, since)
    asked = Channel.objects.filter(id=channel.pk, is_enabled=True).exclude(backfill_done_at=None)
    with transaction.atomic():
        changed = asked.filter(backfill_since__gt=since).update(
            backfill_since=since, backfill_done_at=None, backfill_cursor="",
            backfill_next_at=None, backfill_trouble="",
        )  # fmt: skip
        if not changed:
            raise refuse(
                ErrorCode.CONFLICT, _("An import is running already; wait for it or stop it."), "since"
            )
        wake_import(channel.pk)
        before = {"since": channel.backfill_since}
        record(viewer, "channel.import_further_back", "channel", channel.pk, before, {"since": since})
    return channel_of(viewer, channel_id)


def _must_be_possible(channel: Channel, since: datetime) -> None:
    if not manifest_of(Platform(channel.platform)).reads_history:
        message = _("This marketplace sends each message once, by mail; older ones cannot be asked for.")
        raise refuse(ErrorCode.UNSUPPORTED, message, "channelId")
    if not channel.is_enabled:
        message = _("This marketplace is switched off; switch it on to import.")
        raise refuse(ErrorCode.CONFLICT, message, "channelId")
    if channel.health == ChannelHealth.BLOCKED:
        raise refuse(ErrorCode.CONFLICT, channel.health_message, "channelId")
    now = timezone.now()
    if not now - FURTHEST <= since <= now:
        message = _("Choose a moment within the last twelve months.")
        raise refuse(ErrorCode.INVALID, message, "since")
    if channel.backfill_done_at is not None and channel.backfill_since <= since:
        message = _("So much is here already; choose an earlier moment.")
        raise refuse(ErrorCode.CONFLICT, message, "since")
