"""inviteMember."""

from typing import Annotated

import strawberry

from guichet.accounts.actions.invite import invite
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.invitation.carried import carried
from guichet.api.invitation.types import InvitationPayload
from guichet.api.member.inputs import InviteMemberInput, store_keys
from guichet.api.user_error import refusable


@mutation("Asks somebody to join by a mail with a link that is good once, for seven days: for owners.")
@refusable(InvitationPayload)
def invite_member(
    info: Info, given: Annotated[InviteMemberInput, strawberry.argument(name="input")]
) -> InvitationPayload:
    """By the action."""
    viewer = info.context.viewer
    viewer.must_own()
    return carried(info, invite(viewer, given.email, given.role, store_keys(given.store_ids)))
