"""The account."""

import strawberry

from guichet.accounts import models
from guichet.api.ids import Kind, global_id
from guichet.api.user_error import UserError


@strawberry.type(description="The seller's company. Nothing crosses it.")
class Account:
    """The account of the viewer; no other one is ever shown."""

    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    name: str = strawberry.field(description="For people.")
    requires_second_factor: bool = strawberry.field(
        description="Whether its members sign in by a second factor; tokens are not affected."
    )


@strawberry.type(description="What became of the request about the account.")
class AccountPayload:
    """The account afterwards."""

    account: Account | None = strawberry.field(default=None, description="As it is now; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to leave the account.")
class LeaveAccountPayload:
    """Which was left."""

    left_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of the account that was left; null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def account(row: models.Account) -> Account:
    """From a row."""
    return Account(
        id=global_id(Kind.ACCOUNT, row.pk), name=row.name, requires_second_factor=row.requires_second_factor
    )
