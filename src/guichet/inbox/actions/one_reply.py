"""The door to a reply that is about to change."""

from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import messages
from guichet.inbox.models import Delivery, Message


def one_reply(viewer: Viewer, message_id: UUID) -> Message:
    """A message written here, locked until the transaction ends.

    RefusalError NOT_FOUND when there is none, CONFLICT when it came from the marketplace.
    """
    locked = messages(viewer).select_for_update(of=("self",))
    message = locked.filter(id=message_id).first()
    if message is None:
        text = _("There is no such message, or you may not see it.")
        raise refuse(ErrorCode.NOT_FOUND, text, "messageId")
    if message.delivery == Delivery.RECEIVED:
        raise refuse(ErrorCode.CONFLICT, _("This message came from the marketplace."), "messageId")
    return message
