"""Asks the marketplace for one discussion now."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import one_discussion
from guichet.inbox.models import Order
from guichet.inbox.outbox import wake_orders, wake_thread


def resync(viewer: Viewer, discussion_id: UUID) -> None:
    """Wake the reading of its thread and of its order; RefusalError CONFLICT while the channel is off."""
    viewer.must_reply()
    discussion = one_discussion(viewer, discussion_id)
    if not discussion.channel.is_enabled:
        message = _("This marketplace is switched off for the store; switch it on to synchronise.")
        raise refuse(ErrorCode.CONFLICT, message, "discussionId")
    with transaction.atomic():
        wake_thread(discussion.pk)
        if discussion.order_ref:
            asked = Order.objects.filter(
                channel=discussion.channel, marketplace_order_id=discussion.order_ref
            )
            asked.update(fetch_after=discussion.created_at)
            wake_orders(discussion.channel_id)
        record(viewer, "discussion.resync", "discussion", discussion.pk)
