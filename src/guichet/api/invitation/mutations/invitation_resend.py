"""resendInvitation."""

import strawberry

from guichet.accounts.actions.resend_invitation import resend_invitation as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invitation.carried import carried
from guichet.api.invitation.types import InvitationPayload
from guichet.api.user_error import refusable


@mutation("Sends an invitation again, with a new link and seven more days: for owners.")
@refusable(InvitationPayload)
def resend_invitation(info: Info, invitation_id: strawberry.ID) -> InvitationPayload:
    """By the action."""
    viewer = info.context.viewer
    viewer.must_own()
    return carried(info, action(viewer, required_key(Kind.INVITATION, invitation_id, "invitationId")))
