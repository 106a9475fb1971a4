"""createToken."""

from typing import Annotated

import strawberry

from guichet.accounts.actions.create_token import TokenRequest, make_token
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.member.inputs import store_keys
from guichet.api.token.inputs import CreateTokenInput
from guichet.api.token.types import CreateTokenPayload, api_token
from guichet.api.user_error import refusable


@mutation("Makes an API token that acts as the viewer; its key is given in this answer and never again.")
@refusable(CreateTokenPayload)
def create_token(
    info: Info, given: Annotated[CreateTokenInput, strawberry.argument(name="input")]
) -> CreateTokenPayload:
    """By the action."""
    wanted = TokenRequest(
        name=given.name,
        scope=given.scope,
        store_ids=store_keys(given.store_ids),
        expires_at=given.expires_at,
    )
    row, secret = make_token(info.context.viewer, wanted)
    return CreateTokenPayload(token=api_token(row), secret=secret)
