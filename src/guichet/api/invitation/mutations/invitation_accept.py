"""acceptInvitation."""

from guichet.accounts.actions.accept_invitation import accept_invitation as action
from guichet.accounts.actions.remove_member import must_be_signed_in
from guichet.accounts.scope import within
from guichet.api.account.types import account
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.invitation.types import AcceptInvitationPayload
from guichet.api.user_error import refusable


@mutation(
    "Joins the account that a link's token invites the viewer to, beside their own. For signed-in people, "
    "not for tokens."
)
@refusable(AcceptInvitationPayload)
def accept_invitation(info: Info, token: str) -> AcceptInvitationPayload:
    """By the action; the session goes on in its own account."""
    must_be_signed_in(info.context.viewer)
    member = action(info.context.person, token)
    with within(member.account_id):
        return AcceptInvitationPayload(account=account(member.account))
