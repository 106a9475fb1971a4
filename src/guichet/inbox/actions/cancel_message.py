"""Takes a message back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import discussions
from guichet.inbox.actions.links_of_reply import take_links_back
from guichet.inbox.actions.one_reply import one_reply
from guichet.inbox.models import Attachment, Delivery, Message


def cancel_message(viewer: Viewer, message_id: UUID) -> Message:
    """Take back a QUEUED reply that has not left, or a FAILED one, so that it can be written again.

    The message given back is gone from the discussion; its files stay as uploads of the account, so that
    they can go with another reply, and its links to them lead nowhere. RefusalError CONFLICT once it has
    left.
    """
    viewer.must_reply()
    with transaction.atomic():
        # A message that goes touches its discussion (0009): held first, as the ingest holds it first.
        discussions(viewer).select_for_update(of=("self",)).filter(messages=message_id).first()
        message = one_reply(viewer, message_id)
        if not _can_come_back(message):
            text = _("This message has left and cannot be taken back.")
            raise refuse(ErrorCode.CONFLICT, text, "messageId")
        take_links_back(message)
        Attachment.objects.filter(message=message).update(message=None, discussion=None)
        kept_id = message.pk
        message.delete()
        message.pk = kept_id
        before = {"discussion": message.discussion_id, "delivery": message.delivery}
        record(viewer, "message.cancel", "message", kept_id, before)
    return message


def _can_come_back(message: Message) -> bool:
    """Not once it touched the wire without a clear answer: it might still arrive."""
    if message.delivery == Delivery.QUEUED:
        return message.attempted_at is None or message.checks == 0
    return bool(message.delivery == Delivery.FAILED)
