"""Invitations."""

from datetime import datetime

import strawberry
from django.utils import timezone

from guichet.accounts import models
from guichet.accounts.invitation_mail import Mailed
from guichet.api.account.types import Account
from guichet.api.context import Info
from guichet.api.enums import MemberRole
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.store.types import Store, store
from guichet.api.user_error import UserError

strawberry.enum(
    Mailed,
    name="InvitationMail",
    description="What became of its mail: NO_SERVER where GUICHET_SMTP_URL is not set.",
)


@strawberry.type(description="Somebody who is asked to join the account.")
class Invitation:
    """One that waits."""

    row: strawberry.Private[models.Invitation]
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    email: str = strawberry.field(description="Who.")
    role: MemberRole = strawberry.field(description="What they will be allowed to do.")
    sees_all_stores: bool = strawberry.field(description="Whether they will see all stores.")
    created_at: datetime = strawberry.field(description="When they were first asked.")
    expires_at: datetime = strawberry.field(description="Until when the link opens the door.")

    @resolved("Whether the link is too old; it can be sent again.")
    def is_expired(self) -> bool:
        """By the clock."""
        return self.expires_at <= timezone.now()

    @resolved("The stores that they will see, of those that the viewer sees.")
    def stores(self, info: Info) -> list[Store]:
        """From the stores of the request."""
        known, given = info.context.stores.values(), set(self.row.store_ids)
        return [store(one) for one in known if self.sees_all_stores or one.pk in given]


@strawberry.type(description="What became of the request about an invitation.")
class InvitationPayload:
    """The invitation, or why not."""

    invitation: Invitation | None = strawberry.field(
        default=None, description="As it is now; null on errors."
    )
    mail: Mailed | None = strawberry.field(default=None, description="What became of its mail.")
    link: str | None = strawberry.field(
        default=None, description="To pass on by hand, shown this once, where no mail took it."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to withdraw an invitation.")
class WithdrawInvitationPayload:
    """The id that is gone, or why not."""

    withdrawn_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of the invitation that is gone; null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to accept an invitation.")
class AcceptInvitationPayload:
    """The account that was joined, or why not."""

    account: Account | None = strawberry.field(default=None, description="Which was joined; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def invitation(row: models.Invitation) -> Invitation:
    """From a row."""
    return Invitation(
        id=global_id(Kind.INVITATION, row.pk),
        row=row,
        email=row.email,
        role=MemberRole(row.role),
        sees_all_stores=row.sees_all_stores,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
