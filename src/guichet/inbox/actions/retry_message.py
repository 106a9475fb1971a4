"""Sends a failed message again."""

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


def retry_message(viewer: Viewer, message_id: UUID) -> Message:
    """Queue a FAILED reply once more; RefusalError CONFLICT in any other state.

    A reply whose earlier answer was lost is looked for at the marketplace again before it is sent.
    """
    viewer.must_reply()
    with transaction.atomic():
        message = one_reply(viewer, message_id)
        if message.delivery != Delivery.FAILED:
            sentence = _("Only a message that failed can be sent again.")
            raise refuse(ErrorCode.CONFLICT, sentence, "messageId")
        if message.erased_at is not None:
            raise refuse(ErrorCode.CONFLICT, _("This message was erased."), "messageId")
        message.delivery = Delivery.QUEUED
        message.delivery_error = None
        message.leaves_at = message.look_at = timezone.now()
        message.save(update_fields=["delivery", "delivery_error", "leaves_at", "look_at"])
        wake_delivery(message.pk)
        before, after = {"delivery": Delivery.FAILED}, {"delivery": Delivery.QUEUED}
        record(viewer, "message.retry", "message", message.pk, before, after)
    return message
