"""An invitation on its way, as mutations answer it."""

from guichet.accounts.actions.invite import Invited
from guichet.accounts.invitation_mail import carry
from guichet.api.context import Info
from guichet.api.invitation.types import InvitationPayload, invitation


def carried(info: Info, invited: Invited) -> InvitationPayload:
    """By mail, else as a link to pass on."""
    result = carry(info.context.viewer, invited, info.context.base_url)
    return InvitationPayload(
        invitation=invitation(invited.invitation), mail=result.mailed, link=result.link or None
    )
