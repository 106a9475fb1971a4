"""The address that answers of a channel leave from."""

from guichet.accounts.models import Channel
from guichet.accounts.sealing import SealBrokenError, unseal
from guichet.accounts.viewer import Viewer

SENDER = "senderEmail"


def sender_of(viewer: Viewer, channel: Channel) -> str:
    """For those who manage; empty where the platform knows none, or where it cannot be opened any more.

    It is no secret: marketplaces show it in their back office, and every customer sees it.
    """
    if not viewer.may_manage:
        return ""
    try:
        return unseal(bytes(channel.credentials)).get(SENDER, "")
    except SealBrokenError:
        return ""
