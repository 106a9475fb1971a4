"""API tokens."""

from datetime import datetime

import strawberry

from guichet.accounts import models
from guichet.accounts.models import TokenScope
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.ids import Kind, global_id
from guichet.api.store.types import Store, store
from guichet.api.user_error import UserError

# Taken from here in this room, so that nobody meets the scopes before they are described.
__all__ = ["ApiToken", "CreateTokenPayload", "RevokeTokenPayload", "TokenScope", "api_token"]

strawberry.enum(
    TokenScope,
    name="ApiTokenScope",
    description="The most that a token may do: READ nothing but read, REPLY what an agent may, MANAGE all "
    "that its member may. It never does more than its member may at that moment.",
)


@strawberry.type(description="A key to the API. The key itself is given once, when it is made.")
class ApiToken:
    """A token without its secret."""

    row: strawberry.Private[models.ApiToken]
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    name: str = strawberry.field(description="For people.")
    hint: str | None = strawberry.field(description="The last four characters of the key; null for old ones.")
    scope: TokenScope = strawberry.field(description="The most that it may do.")
    sees_all_stores: bool = strawberry.field(description="Whether it sees all stores that its member sees.")
    member_name: str = strawberry.field(description="As whom it acts.")
    created_at: datetime = strawberry.field(description="When it was made.")
    last_used_at: datetime | None = strawberry.field(
        description="When it was last used, to five minutes; null for never."
    )
    expires_at: datetime | None = strawberry.field(description="When it ends by itself; null for never.")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked; null while it was not.")

    @resolved(
        "The stores that it is narrowed to, of those that the viewer sees; all of these where it is not."
    )
    def stores(self, info: Info) -> list[Store]:
        """From the stores of the request."""
        known, only = info.context.stores.values(), self.row.store_ids
        return [store(one) for one in known if only is None or one.pk in only]

    @resolved("Whether it is the token that asks.")
    def is_viewer(self, info: Info) -> bool:
        """By id."""
        return self.row.pk == info.context.viewer.token_id


@strawberry.type(description="What became of the request to make a token.")
class CreateTokenPayload:
    """The token, or why not."""

    token: ApiToken | None = strawberry.field(default=None, description="The new one; null on errors.")
    secret: str | None = strawberry.field(
        default=None, description="The key itself, given this once: keep it where secrets are kept."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of the request to revoke a token.")
class RevokeTokenPayload:
    """The token, or why not."""

    token: ApiToken | None = strawberry.field(default=None, description="As it is now; null on errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def api_token(row: models.ApiToken) -> ApiToken:
    """From a row with its member and person."""
    return ApiToken(
        row=row,
        id=global_id(Kind.TOKEN, row.pk),
        name=row.name,
        hint=row.hint or None,
        scope=TokenScope(row.scope),
        sees_all_stores=row.store_ids is None,
        member_name=str(row.member.person),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
