"""withdrawInvitation."""

import strawberry

from guichet.accounts.actions.withdraw_invitation import withdraw_invitation as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.invitation.types import WithdrawInvitationPayload
from guichet.api.user_error import refusable


@mutation("Takes an invitation back; its link opens nothing any more: for owners.")
@refusable(WithdrawInvitationPayload)
def withdraw_invitation(info: Info, invitation_id: strawberry.ID) -> WithdrawInvitationPayload:
    """By the action."""
    viewer = info.context.viewer
    viewer.must_own()
    action(viewer, required_key(Kind.INVITATION, invitation_id, "invitationId"))
    return WithdrawInvitationPayload(withdrawn_id=invitation_id)
