"""The mails that wait for a person."""

from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.access import mails
from guichet.inbox.models import MailState, RawMail

MOST = 200


def mails_aside(viewer: Viewer, channel_id: UUID) -> list[RawMail]:
    """Not proven or not readable, the newest first, without their bytes; `why` says what was missing.

    For who may let them in: anybody may have written what they say. RefusalError FORBIDDEN for others.
    """
    viewer.must_manage()
    waiting = mails(viewer).filter(channel_id=channel_id, state__in=[MailState.ASIDE, MailState.UNREADABLE])
    return list(waiting.defer("body").order_by("-received_at")[:MOST])
