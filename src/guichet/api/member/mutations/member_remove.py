"""removeMember."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.member.types import RemoveMemberPayload
from guichet.api.user_error import refusable
from guichet.inbox.actions.let_go_of_member import let_go_of_member


@mutation(
    "Ends a membership with its tokens: for owners. What was written keeps its writer's name; views that "
    "were shared go to the viewer."
)
@refusable(RemoveMemberPayload)
def remove_member(info: Info, member_id: strawberry.ID) -> RemoveMemberPayload:
    """By the action of the inbox."""
    viewer = info.context.viewer
    viewer.must_own()
    let_go_of_member(viewer, required_key(Kind.MEMBER, member_id, "memberId"))
    return RemoveMemberPayload(removed_id=member_id)
