"""revokeToken."""

import strawberry

from guichet.accounts.actions.revoke_token import revoke_token as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.token.types import RevokeTokenPayload, api_token
from guichet.api.user_error import refusable


@mutation("Ends an API token at once and for ever; once more changes nothing.")
@refusable(RevokeTokenPayload)
def revoke_token(info: Info, token_id: strawberry.ID) -> RevokeTokenPayload:
    """By the action."""
    return RevokeTokenPayload(
        token=api_token(action(info.context.viewer, required_key(Kind.TOKEN, token_id, "tokenId")))
    )
