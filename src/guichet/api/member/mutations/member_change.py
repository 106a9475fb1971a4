"""changeMember."""

from typing import Annotated

import strawberry

from guichet.accounts.actions.change_member import MemberChanges
from guichet.accounts.actions.change_member import change_member as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.member.inputs import ChangeMemberInput, store_keys
from guichet.api.member.types import MemberPayload, member
from guichet.api.user_error import refusable


@mutation("Changes what a member may do and see, at once for their sessions and tokens: for owners.")
@refusable(MemberPayload)
def change_member(
    info: Info, given: Annotated[ChangeMemberInput, strawberry.argument(name="input")]
) -> MemberPayload:
    """By the action."""
    viewer = info.context.viewer
    viewer.must_own()
    changes = MemberChanges(
        role=given.role, sees_all_stores=given.sees_all_stores, store_ids=store_keys(given.store_ids)
    )
    row = action(viewer, required_key(Kind.MEMBER, given.member_id, "memberId"), changes)
    return MemberPayload(member=member(row))
