"""leaveAccount."""

from guichet.api.account.types import LeaveAccountPayload
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, global_id
from guichet.api.user_error import refusable
from guichet.inbox.actions.let_go_of_member import leave


@mutation("Ends the viewer's own membership, with its tokens. For signed-in people, not for tokens.")
@refusable(LeaveAccountPayload)
def leave_account(info: Info) -> LeaveAccountPayload:
    """By the action of the inbox, which keeps what they shared."""
    viewer = info.context.viewer
    leave(viewer)
    return LeaveAccountPayload(left_id=global_id(Kind.ACCOUNT, viewer.account_id))
