"""Ends the hold of a reply."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.one_reply import one_reply
from guichet.inbox.models import Delivery, Message
from guichet.inbox.outbox import wake_delivery


def send_now(viewer: Viewer, message_id: UUID) -> Message:
    """Let a QUEUED reply leave at once; one that leaves already is left alone. CONFLICT once it has left."""
    viewer.must_reply()
    now = timezone.now()
    with transaction.atomic():
        message = one_reply(viewer, message_id)
        if message.delivery != Delivery.QUEUED:
            raise refuse(ErrorCode.CONFLICT, _("This message has left already."), "messageId")
        if message.leaves_at is not None and message.leaves_at > now:
            before = {"leaves_at": message.leaves_at}
            message.leaves_at = message.look_at = now
            message.save(update_fields=["leaves_at", "look_at"])
            wake_delivery(message.pk)
            record(viewer, "message.send_now", "message", message.pk, before, {"leaves_at": now})
    return message
