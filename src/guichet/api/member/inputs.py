"""What is asked of members and invitations."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from guichet.api.enums import MemberRole
from guichet.api.ids import Kind, required_key


@strawberry.input(description="What to change about a member; null leaves it as it is.")
class ChangeMemberInput:
    """Role and stores."""

    member_id: strawberry.ID = strawberry.field(description="Who.")
    role: MemberRole | None = strawberry.field(default=None, description="What they may do from now on.")
    sees_all_stores: bool | None = strawberry.field(
        default=None, description="True: all stores, those to come included."
    )
    store_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Only these stores.")


@strawberry.input(description="Whom to ask to join.")
class InviteMemberInput:
    """An address, and what the member will be."""

    email: str = strawberry.field(description="Where the invitation goes; they sign in with it.")
    role: MemberRole = strawberry.field(description="What they may do.")
    store_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Only these stores; null for all."
    )


def store_keys(given: Sequence[strawberry.ID] | None) -> list[UUID] | None:
    """The keys of stores; RefusalError NOT_FOUND, field `storeIds`, for what is none."""
    return None if given is None else [required_key(Kind.STORE, one, "storeIds") for one in given]
