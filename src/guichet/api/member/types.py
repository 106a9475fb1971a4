"""Members."""

from datetime import datetime

import strawberry

from guichet.accounts import models
from guichet.api.context import Info
from guichet.api.enums import MemberRole
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.store.types import Store, store
from guichet.api.user_error import UserError


@strawberry.type(description="A person in the account.")
class Member:
    """The contract's Member."""

    row: strawberry.Private[models.Member]
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    name: str = strawberry.field(description="For people.")
    email: str = strawberry.field(description="What they sign in with.")
    role: MemberRole = strawberry.field(description="What they may do.")
    sees_all_stores: bool = strawberry.field(description="Whether they see all stores, also those to come.")
    last_seen_at: datetime | None = strawberry.field(description="When they last used Guichet, to the hour.")

    @resolved("The stores that they see, of those that the viewer sees.")
    def stores(self, info: Info) -> list[Store]:
        """From the stores of the request."""
        known = info.context.stores.values()
        seen = {one.pk for one in self.row.stores.all()}
        return [store(one) for one in known if self.sees_all_stores or one.pk in seen]

    @resolved("Whether it is the viewer.")
    def is_viewer(self, info: Info) -> bool:
        """By id."""
        return self.row.pk == info.context.viewer.member_id


@strawberry.type(description="What became of the request about a member.")
class MemberPayload:
    """The member, or why not."""

    member: Member | None = strawberry.field(default=None, description="As it is now; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to remove a member.")
class RemoveMemberPayload:
    """The id that is gone, or why not."""

    removed_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of the member who is gone; null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def member(row: models.Member) -> Member:
    """From a row with its person."""
    return Member(
        id=global_id(Kind.MEMBER, row.pk),
        row=row,
        name=str(row.person),
        email=row.person.email,
        role=MemberRole(row.role),
        sees_all_stores=row.sees_all_stores,
        last_seen_at=row.last_seen_at,
    )
